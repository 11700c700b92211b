/**
 * Straight-line depreciation by whole months, exact over the asset's life: what is written off up to a month is rounded half
 * up, and a month is the difference of two such sums. The months then differ by at most a cent and sum to the amount.
 */

import { centsOf, divideHalfUp } from '../money.ts'
import type { AssetFacts } from './facts.ts'
import { monthIndex } from './validity.ts'

const writtenOff = (amount_cents: number, months: number, elapsed: number): bigint =>
  divideHalfUp(BigInt(amount_cents) * BigInt(elapsed), BigInt(months))

/** What falls into the `index`-th month (0 is the first). */
export function straightLine_cents(amount_cents: number, months: number, index: number): number {
  if (index < 0 || index >= months) return 0
  return centsOf(writtenOff(amount_cents, months, index + 1) - writtenOff(amount_cents, months, index))
}

/** An investment subsidy follows its asset: the same months, the same line (PCG art. 312-1). */
export function depreciationOf(asset: AssetFacts, period: string): { amount_cents: number; subsidy_cents: number } {
  const index = monthIndex(period) - monthIndex(asset.from)
  return {
    amount_cents: straightLine_cents(asset.amount_cents, asset.months, index),
    subsidy_cents: straightLine_cents(asset.subsidy_cents, asset.months, index),
  }
}
