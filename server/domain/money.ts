/** Integer cents. Sums and products in `bigint`, so that no rounding happens before the one that is meant. */

/** Numerator ÷ denominator, halves away from zero: a credit note mirrors its invoice to the cent. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`denominator must be positive, got ${denominator}`)
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/** Back from `bigint` to the `number` the wires carry. Beyond 2⁵³ cents an amount is a mistake, not money. */
export function centsOf(amount: bigint): number {
  const cents = Number(amount)
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${amount} cents cannot be written exactly`)
  return cents
}

const MS_PER_HOUR = 3_600_000n

/** What a stretch of time costs at an hourly price, rounded once. */
export const priceOfTime_cents = (duration_ms: number, cents_per_hour: number): number =>
  centsOf(divideHalfUp(BigInt(duration_ms) * BigInt(cents_per_hour), MS_PER_HOUR))
