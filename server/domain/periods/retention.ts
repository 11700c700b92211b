/**
 * When the evidence of a session may go (design rule 10): once its month is closed and can be contested no more, and some months
 * have passed since. What is contested and waits for an answer stays.
 */
import { addMonths, localDate, periodOf } from '../time.ts'

export type RetentionRules = { keep_months: number; contest_days: number; zone: string }
export type Books = {
  /** when each closed month was closed */
  closed_at_ms: ReadonlyMap<string, number>
  /** sessions with a contest nobody has answered */
  contested: ReadonlySet<string>
}
/** Months for which raw badge events and evidence are kept, where nobody says otherwise. */
export const KEEP_MONTHS = 3

const DAY_MS = 86_400_000

export function evidenceMayGo(
  session: { id: string; start_at_ms: number; ended: boolean },
  books: Books,
  rules: RetentionRules,
  now_ms: number,
): boolean {
  if (!session.ended || books.contested.has(session.id)) return false
  const closed_at_ms = books.closed_at_ms.get(periodOf(session.start_at_ms, rules.zone))
  if (closed_at_ms === undefined) return false
  const window_ends_ms = closed_at_ms + rules.contest_days * DAY_MS
  return addMonths(localDate(window_ends_ms, rules.zone), rules.keep_months) <= localDate(now_ms, rules.zone)
}
