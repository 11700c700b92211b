/** Past months under other rules. What is typed wins over what the file says. */
import { readFileSync } from 'node:fs'
import { Changes } from '#server/contract/money.ts'
import type { Changes as DomainChanges, WhatIf } from '#server/domain/sharing/what-if.ts'
import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { checkedSpan, money } from '../months.ts'
import { CliError, EXIT_USAGE, print, readText } from '../output.ts'

type Options = {
  to?: string
  changes?: string
  billing?: string[]
  tariff?: string[]
  driver?: string[]
  amount?: string[]
  names?: boolean
  json?: boolean
}

export async function periodWhatIf(month: string, options: Options): Promise<void> {
  const [from, to] = checkedSpan(month, options.to ?? month)
  const changes = changesOf(options)
  const result = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    return createEconomy(ledger, () => directory).whatIf(from, to, changes)
  })
  const { members, others, ...told } = result
  print(options.names === true ? result : told, textOf(result, options.names === true), options.json)
}

function changesOf(options: Options): DomainChanges {
  const written = options.changes === undefined ? {} : parsed(options.changes)
  const pools = merged(
    pairs(options.driver, driver => ({ driver })),
    pairs(options.amount, amount => ({ amount_cents: whole(amount) })),
  )
  const typed = {
    ...(options.billing === undefined ? {} : { billing: pairs(options.billing, billing => billing) }),
    ...(options.tariff === undefined
      ? {}
      : { tariffs: pairs(options.tariff, cents => ({ cents_per_hour: whole(cents) })) }),
    ...(Object.keys(pools).length === 0 ? {} : { pools }),
  }
  const checked = Changes.safeParse({ ...written, ...typed })
  if (checked.success) return checked.data as DomainChanges
  throw new CliError(
    checked.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
    EXIT_USAGE,
  )
}

function parsed(file: string): object {
  try {
    return JSON.parse(readText('the changes', file, name => readFileSync(name, 'utf8'))) as object
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`${file}: is not JSON`, EXIT_USAGE)
  }
}

function pairs<T>(given: string[] | undefined, value: (text: string) => T): Record<string, T> {
  return Object.fromEntries(
    (given ?? []).map(pair => {
      const [id, text, ...more] = pair.split('=')
      if (id === undefined || id === '' || text === undefined || more.length > 0)
        throw new CliError(`"${pair}" is not written as ID=VALUE`, EXIT_USAGE)
      return [id, value(text)]
    }),
  )
}

function merged(...parts: Record<string, object>[]): Record<string, object> {
  const all: Record<string, object> = {}
  for (const part of parts) for (const [id, terms] of Object.entries(part)) all[id] = { ...all[id], ...terms }
  return all
}

/** Not a number: the schema says what it should have been. */
const whole = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

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
