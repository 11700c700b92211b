/** Months in their order, and which of them an entry of the books belongs to. */
import { periodOf } from '../time.ts'
import type { Closing } from './month.ts'

/** `yyyy-mm` after this one. */
export function nextPeriod(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${`${month + 1}`.padStart(2, '0')}`
}

/** Contract §1, Sessions: what belongs to a closed month becomes an adjustment in the next open one. */
export function bookedIn(start_at_ms: number, closings: readonly Closing[], zone: string): string {
  const period = periodOf(start_at_ms, zone)
  const last = closings.at(-1)?.period
  return last === undefined || period > last ? period : nextPeriod(last)
}
