/**
 * Legal interest where the creditor is no private person (Code monétaire et financier L313-2), by half-year. What an invoice to a
 * business says of late payment may not be lower than three times of it (Code de commerce L441-10, II).
 */

/** Hundredths of a per cent, the last by the order of 15 December 2025; what comes after it is to be added here. */
const LEGAL: readonly { from: string; rate_bp: number }[] = [
  { from: '2025-01-01', rate_bp: 371 },
  { from: '2025-07-01', rate_bp: 276 },
  { from: '2026-01-01', rate_bp: 262 },
]
const TIMES = 3

/** The least penalty rate on a day by what is known, in hundredths of a per cent; null before the first known half-year. */
export function leastPenalty_bp(date: string): number | null {
  const known = LEGAL.findLast(({ from }) => from <= date)
  return known === undefined ? null : TIMES * known.rate_bp
}
