import type { FundersReport } from '#server/domain/sharing/funders.ts'
import type { Lived } from '#server/domain/sharing/lived.ts'
import { periodOf } from '#server/domain/time.ts'
import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { checkedSpan, hours, money } from '../months.ts'
import { print } from '../output.ts'

type Told = FundersReport & { site: string; lived: Lived | null }

export async function reportFunders(options: { from?: string; to?: string; json?: boolean }): Promise<void> {
  const [report, present] = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    const economy = createEconomy(ledger, () => directory)
    const present = periodOf(Date.now(), directory.site?.timezone ?? 'UTC')
    const lived = await economy.lived(present)
    const [from, to] = checkedSpan(options.from ?? lived?.from ?? present, options.to ?? lived?.to ?? present)
    const told: Told = { ...(await economy.funders(from, to)), site: directory.site?.name ?? '', lived }
    return [told, present] as const
  })
  print(report, [...textOf(report), ...livedWords(report, present)], options.json)
}

/** Which months were lived, and what others among those that are told do to the figures. */
export function livedWords({ from, to, lived }: Pick<Told, 'from' | 'to' | 'lived'>, present: string): string[] {
  if (lived === null) return ['Nothing was metered yet']
  const whole = lived.to < present ? `last whole month ${lived.to}` : 'still running'
  return [
    `First month metered ${lived.from}, ${whole}`,
    ...(from < lived.from
      ? [`Before ${lived.from} nothing was metered: these months count their costs, and no hour`]
      : []),
    ...(to < present ? [] : [`${present} still runs: its costs count in full, its hours so far`]),
  ]
}

function textOf(report: Told): string[] {
  const { self_financing_percent } = report
  return [
    `${report.site}, ${report.from} to ${report.to}`,
    `${report.beneficiaries} people used the machines, of ${report.members} members; ${report.starters} in their first two years of activity`,
    `${report.organisations} organisations, ${report.sessions} sessions, ${hours(report.running_ms)} of running machines`,
    ...report.kinds.map(
      one => `  ${one.kind}: ${one.machines} machines, ${hours(one.running_ms)}, ${one.sessions} sessions`,
    ),
    ...report.categories.map(
      one => `  ${one.category === '' ? '-' : one.category}: ${one.beneficiaries} people, ${hours(one.running_ms)}`,
    ),
    `Costs ${money(report.gross_cents)}, of which ${money(report.subsidy_cents)} subsidised; ${money(report.earned_cents)} earned`,
    ...report.pools.map(pool => `  ${pool.name}: ${money(pool.gross_cents)}`),
    `Self-financing: ${self_financing_percent === null ? '-' : `${self_financing_percent.toLocaleString('fr-FR')} %`}`,
  ]
}
