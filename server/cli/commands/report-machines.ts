import { periodRange } from '#server/domain/time.ts'
import { type Against, type MachineReport, machineReport } from '#server/machine-report.ts'
import { withLedger } from '../context.ts'
import { checkedSpan, hours } from '../months.ts'
import { print } from '../output.ts'

type Options = { from: string; to: string; against: Against; json?: boolean }

export async function reportMachines(options: Options): Promise<void> {
  const [from, to] = checkedSpan(options.from, options.to)
  const machines = await withLedger(async ledger => {
    const { directory } = await ledger.present()
    const zone = directory.site?.timezone ?? 'UTC'
    const range = { from_ms: periodRange(from, zone).from_ms, to_ms: periodRange(to, zone).to_ms }
    return machineReport(ledger, directory, { range, against: options.against, now_ms: Date.now() })
  })
  print({ from, to, against: options.against, machines }, machines.flatMap(textOf), options.json)
}

const textOf = ({ machine, available_percent, open_ms, held_ms, down_ms, causes }: MachineReport): string[] => [
  `${machine}: ${available_percent === null ? '-' : `${available_percent.toLocaleString('fr-FR')} %`} of ${hours(open_ms)}; held ${hours(held_ms)}; down ${hours(down_ms)}`,
  ...causes.map(one => `  ${one.code}: ${hours(one.down_ms)}, ${one.faults} faults`),
]
