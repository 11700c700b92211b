/** What a treasurer sends, as facts: an issuer left out is the only one, an id left out is made. */
import { randomBytes } from 'node:crypto'
import type * as z from 'zod'
import type { NewPool, NewTariff } from '#server/contract/money.ts'
import type { Directory, PoolFacts, TariffFacts } from '#server/domain/directory.ts'
import { unacceptable } from './problem.ts'

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
/** Without what is undefined: an absent term is not a term of null. */
export const given = <T extends object>(terms: T): Given<T> =>
  Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Given<T>

/** Contract §7: an absent `issuer` is the only one there is. */
export function issuerOf(directory: Directory, issuer: string | undefined): string {
  const [only, second] = directory.issuers.keys()
  if (issuer !== undefined) return issuer
  if (only === undefined) throw unacceptable('body.issuer', 'issuer-missing')
  if (second !== undefined) throw unacceptable('body.issuer', 'issuer-ambiguous')
  return only
}

/** `a-7f3c9d2e`: short enough to say over the counter, never made twice. */
export const madeId = (of: string): string => `${of}-${randomBytes(5).toString('hex')}`

export function tariffOf(body: z.infer<typeof NewTariff>, directory: Directory): TariffFacts {
  const { id, issuer, valid_from, category, machines, price, cents_per_hour, ...terms } = body
  if (cents_per_hour === undefined && (terms.components ?? []).length === 0)
    throw unacceptable('body.cents_per_hour', 'price-missing')
  return {
    ...{ id, issuer: issuerOf(directory, issuer), valid_from, price },
    ...{ category: category ?? null, machines: machines ?? null, cents_per_hour: cents_per_hour ?? 0 },
    ...given(terms),
  }
}

export function poolOf(body: z.infer<typeof NewPool>, directory: Directory): PoolFacts {
  const { id, issuer, name, amount_cents, per, driver, machines, subsidy_cents, ...rest } = body
  const { normal_capacity_ms, weights, ...terms } = rest
  return {
    ...{ id, issuer: issuerOf(directory, issuer), name, amount_cents, per, driver, machines, subsidy_cents },
    ...{ normal_capacity_ms, weights: weights ?? null },
    ...given(terms),
  }
}
