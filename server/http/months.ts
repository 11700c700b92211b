/** A span of months as a caller asks for it. */
import { monthsBetween } from '#server/domain/sharing/validity.ts'
import { unacceptable } from './problem.ts'

/** Both included; refuses a span that ends before it begins, or is longer than somebody could mean. */
export function monthsOf(from: string, to: string, months_max: number): string[] {
  const months = monthsBetween(from, to)
  if (months.length === 0) throw unacceptable('to', 'months-none', { from })
  if (months.length > months_max) throw unacceptable('to', 'months-too-many', { months: months_max, from })
  return months
}
