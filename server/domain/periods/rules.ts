/** What a site lays down about its months; each may be absent from an older import. */
import type { SiteFacts } from '../directory.ts'

export type MoreOfSiteBooks = {
  /** what is doubtful for less than this, the cooperative bears by itself; null or absent: one minute */
  settle_below_ms?: number | null
  /** days after closing in which a member may contest a session; null or absent: fifteen */
  contest_days?: number | null
}

export type BooksRules = { settle_below_ms: number; contest_days: number }

/** A minute of a machine costs less than the words about it. */
const SETTLE_BELOW_MS = 60_000
const CONTEST_DAYS = 15

export const rulesOf = (site: SiteFacts | null): BooksRules => ({
  settle_below_ms: site?.settle_below_ms ?? SETTLE_BELOW_MS,
  contest_days: site?.contest_days ?? CONTEST_DAYS,
})
