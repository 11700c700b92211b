/** The months a report is about where nobody says which: rent was due before the first session too, but then there was nothing to pay it. */
import { monthsBetween } from './validity.ts'

/** Months, both included. */
export type Lived = { from: string; to: string }

/**
 * From the first month in which something was metered to the last that is over; a month that runs counts its costs in full and its hours so
 * far, so it counts only where there is no other. `null`: nothing was ever metered.
 */
export function livedMonths(first: string | null, present: string, months_max: number): Lived | null {
  if (first === null) return null
  const months = monthsBetween(first, present)
  const over = months.slice(0, -1).slice(-months_max)
  return { from: over[0] ?? present, to: over.at(-1) ?? present }
}
