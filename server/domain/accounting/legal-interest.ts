/**
 * Legal interest where the creditor is no private person (Code monétaire et financier L313-2), by half-year. What an invoice to a
 * business says of late payment may not be lower than three times of it (Code de commerce L441-10, II). An order sets each rate a
 * few days before it holds: of a half-year that the program was not told of, a treasurer writes what the Journal officiel says.
 */

export type LegalInterest = { from: string; percent: number }

/** The last by the order of 15 December 2025 (JO of 26 December); what comes after it is to be added here. */
const LEGAL: readonly LegalInterest[] = [
  { from: '2025-01-01', percent: 3.71 },
  { from: '2025-07-01', percent: 2.76 },
  { from: '2026-01-01', percent: 2.62 },
]
const TIMES = 3
const BP = 100

/** First day of the half-year of a day: a rate holds from it. */
export const halfYearOf = (date: string): string => `${date.slice(0, 4)}-${date.slice(5, 7) < '07' ? '01' : '07'}-01`

/** What holds on a day by what is known; of one half-year, what somebody wrote. Null before the first known. */
export function legalInterestOn(date: string, written: LegalInterest | null = null): LegalInterest | null {
  const known = LEGAL.findLast(({ from }) => from <= date) ?? null
  if (written === null || written.from > date) return known
  return known === null || halfYearOf(written.from) >= known.from ? written : known
}

export const leastPenalty_bp = ({ percent }: LegalInterest): number => TIMES * Math.round(percent * BP)
/** Whoever asks more than any known half-year would have allowed as least need not look each July. */
export const HIGHEST_bp = Math.max(...LEGAL.map(leastPenalty_bp))
