/** What `period what-if` was asked: the terms that were typed, over those of a file. */
import { Changes } from '#server/contract/money.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Changes as DomainChanges } from '#server/domain/sharing/what-if.ts'
import { CliError, EXIT_USAGE } from './output.ts'

export type Typed = { billing?: string[]; tariff?: string[]; driver?: string[]; amount?: string[] }
type Kept = Pick<Directory, 'issuers' | 'tariffs' | 'pools'>

/** A file may add a tariff or a pool (docs/sharing.md); a name that is typed is one that exists, in the atelier or in that file. */
export function changesOf(typed: Typed, file: unknown, kept: Kept): DomainChanges {
  const written = checked(file)
  const said = checked({
    billing: pairs(typed.billing, how => how),
    tariffs: pairs(typed.tariff, cents => ({ cents_per_hour: whole(cents) })),
    pools: over(
      pairs(typed.driver, driver => ({ driver })),
      pairs(typed.amount, cents => ({ amount_cents: whole(cents) })),
    ),
  })
  const billing = { ...written.billing, ...said.billing }
  const unknown = [
    ...unknownAmong('issuer', billing, kept.issuers),
    ...unknownAmong('tariff', said.tariffs, kept.tariffs, written.tariffs),
    ...unknownAmong('pool', said.pools, kept.pools, written.pools),
  ]
  if (unknown.length > 0) throw new CliError(unknown, EXIT_USAGE)
  return { billing, tariffs: over(written.tariffs, said.tariffs), pools: over(written.pools, said.pools) }
}

function checked(changes: unknown): DomainChanges {
  const result = Changes.safeParse(changes)
  if (result.success) return result.data as DomainChanges
  throw new CliError(
    result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
    EXIT_USAGE,
  )
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

/** Not a number: the schema says what it should have been. */
const whole = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

function over(
  below: Record<string, object | null> = {},
  above: Record<string, object | null> = {},
): Record<string, object | null> {
  const all = { ...below }
  for (const [id, terms] of Object.entries(above)) all[id] = terms === null ? null : { ...all[id], ...terms }
  return all
}

function unknownAmong(
  what: string,
  asked: object = {},
  kept: ReadonlyMap<string, unknown>,
  added: object = {},
): string[] {
  const known = [...kept.keys(), ...Object.keys(added)]
  return Object.keys(asked)
    .filter(id => !known.includes(id))
    .map(id => `there is no ${what} "${id}": ${known.length === 0 ? 'there is none' : known.sort().join(', ')}`)
}
