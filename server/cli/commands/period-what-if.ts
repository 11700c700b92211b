/** Past months under other rules. What is typed wins over what the file says. */
import type { WhatIf } from '#server/domain/sharing/what-if.ts'
import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { checkedSpan, money } from '../months.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'
import { readText } from '../text-file.ts'
import { changesOf, type Typed } from '../what-if-changes.ts'

type Options = Typed & {
  to?: string
  changes?: string
  names?: boolean
  json?: boolean
}

export async function periodWhatIf(month: string, options: Options): Promise<void> {
  const [from, to] = checkedSpan(month, options.to ?? month)
  const written = options.changes === undefined ? {} : parsed(options.changes)
  const result = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    const changes = changesOf(options, written, directory)
    return createEconomy(ledger, () => directory).whatIf(from, to, changes)
  })
  const { members, others, ...told } = result
  print(options.names === true ? result : told, textOf(result, options.names === true), options.json)
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readText('the changes', file))
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`${file}: is not JSON`, EXIT_USAGE)
  }
}

function textOf(result: WhatIf, names: boolean): string[] {
  const line = (label: string, { before_cents, after_cents, delta_cents }: WhatIf['total']): string =>
    `${label}: ${money(before_cents)} → ${money(after_cents)} (${delta_cents > 0 ? '+' : ''}${money(delta_cents)})`
  return [
    `${result.periods.join(', ')}: ${result.gain} gain, ${result.lose} lose, ${result.same} pay the same`,
    line('All who pay', result.total),
    line("The cooperative's own part", result.cooperative),
    line('Costs of the pools, net of subsidies', result.costs),
    ...result.categories.map(one => line(`  ${one.category === '' ? '-' : one.category} (${one.members})`, one)),
    ...(names ? [...result.members, ...result.others].map(one => line(`    ${one.id}`, one)) : []),
  ]
}
