/** Penalties for late payment: due from the day after the due date, without a reminder (Code de commerce L441-10 II). */
import { centsOf, divideHalfUp } from '../money.ts'

const DAYS_PER_YEAR = 365n
const BP = 10_000n

/** `rate_bp` yearly, in hundredths of a per cent; by days, rounded once. */
export const penalty_cents = (open_cents: number, rate_bp: number, late_days: number): number =>
  centsOf(divideHalfUp(BigInt(open_cents) * BigInt(rate_bp) * BigInt(Math.max(0, late_days)), DAYS_PER_YEAR * BP))
