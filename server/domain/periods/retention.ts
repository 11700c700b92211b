/**
 * When the evidence of a session may go (design rule 10): once its month is closed and can be contested no more, and some months
 * have passed since. What is contested and waits for an answer stays.
 */
import { addMonths, localDate, periodOf } from '../time.ts'
import { type ContestRules, contestUntil_ms } from './contest-window.ts'

export type RetentionRules = ContestRules & { keep_months: number }
export type Books = {
  /** when each closed month was closed */
  closed_at_ms: ReadonlyMap<string, number>
  /** sessions with a contest nobody has answered */
  contested: ReadonlySet<string>
}
/** Months for which raw badge events and evidence are kept, where nobody says otherwise. */
export const KEEP_MONTHS = 3

export function evidenceMayGo(
  session: { id: string; start_at_ms: number; ended: boolean },
  books: Books,
  rules: RetentionRules,
  now_ms: number,
): boolean {
  if (!session.ended || books.contested.has(session.id)) return false
  const closed_at_ms = books.closed_at_ms.get(periodOf(session.start_at_ms, rules.zone))
  if (closed_at_ms === undefined) return false
  const last_day = localDate(contestUntil_ms(closed_at_ms, rules), rules.zone)
  return addMonths(last_day, rules.keep_months) <= localDate(now_ms, rules.zone)
}
