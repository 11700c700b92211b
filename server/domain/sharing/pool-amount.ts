/** What a pool costs in a month: its monthly amount, what was bought, what is written off, and the subsidies taken off. */
import type { Directory, PoolFacts } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import { depreciationOf } from './depreciation.ts'
import { type InternalCharge, lent_cents } from './loans.ts'
import { partOfMonth, poolSpan, type Span } from './validity.ts'

export type PoolAmount = {
  gross_cents: number
  subsidy_cents: number
  /** gross − subsidy; negative where a supplier's credit note or a lent machine brings in more than the month cost */
  net_cents: number
  /** what is borne by the cooperative before anything is shared */
  cooperative_cents: number
}

export function poolAmount(
  directory: Directory,
  pool: PoolFacts,
  period: string,
  charges: readonly InternalCharge[],
): PoolAmount {
  const span = poolSpan(directory, pool, period)
  if (span === null) return { gross_cents: 0, subsidy_cents: 0, net_cents: 0, cooperative_cents: 0 }
  const { amount_cents, subsidy_cents } = monthly(directory, pool, period)
  const gross_cents =
    partOfMonth(amount_cents, span) + bought_cents(directory, pool.id, period) + lent_cents(directory, charges, pool.id)
  const subsidised_cents = partOfMonth(subsidy_cents, span)
  const net_cents = gross_cents - subsidised_cents
  return {
    ...{ gross_cents, subsidy_cents: subsidised_cents, net_cents },
    cooperative_cents: borne_cents(pool, net_cents, span),
  }
}

function monthly(
  directory: Directory,
  pool: PoolFacts,
  period: string,
): { amount_cents: number; subsidy_cents: number } {
  const sum = { amount_cents: pool.amount_cents, subsidy_cents: pool.subsidy_cents }
  for (const asset of directory.assets.values()) {
    if (asset.pool !== pool.id) continue
    const written = depreciationOf(asset, period)
    sum.amount_cents += written.amount_cents
    sum.subsidy_cents += written.subsidy_cents
  }
  return sum
}

function bought_cents(directory: Directory, pool: string, period: string): number {
  let sum = 0
  for (const purchase of directory.purchases.values())
    if (purchase.pool === pool && purchase.date.startsWith(period)) sum += purchase.amount_cents
  return sum
}

/** Per cent with two decimals. */
const BASIS_POINTS = 10_000n

/** A share in per cent is rounded half up; a fixed one is each month's, and never more than there is. */
function borne_cents(pool: PoolFacts, net_cents: number, span: Span): number {
  const share = pool.cooperative ?? null
  if (share === null || net_cents <= 0) return 0
  if ('cents' in share) return Math.min(partOfMonth(share.cents, span), net_cents)
  return centsOf(divideHalfUp(BigInt(net_cents) * BigInt(Math.round(share.percent * 100)), BASIS_POINTS))
}
