/** Whether anything that a month rests on has come since it was read: some steps down indexes, however long the journal is. */
import type { MonthBasis } from '#server/domain/periods/month.ts'
import type { Connection } from '../connection.ts'

/** Sessions, runs and rules; what people said about the month is in the books and asked beside it. */
const cameSince = (rules: string): string =>
  `EXISTS (SELECT 1 FROM session WHERE ended_n > @head_n AND start_at_ms < @before_ms)
   OR EXISTS (SELECT 1 FROM session WHERE ended_n IS NULL AND started_n > @head_n AND start_at_ms < @before_ms)
   OR EXISTS (SELECT 1 FROM unattributed WHERE n > @head_n AND from_at_ms < @before_ms)
   OR EXISTS (SELECT 1 FROM journal WHERE kind <> 'up' AND station IS NULL AND kind = 'directory'${rules} AND n > @directory_n)`

/** For a closing: to the last entry. */
export const INPUTS_MOVED = `SELECT ${cameSince('')}`

/** For whoever looks: what only notes the day (spending) changes no price. */
const MONTH_MOVED = `SELECT (SELECT coalesce(max(n), 0) FROM book) <> @books_n OR ${cameSince(" AND type <> 'spending-noted'")}`

export function monthMoved(db: Connection): (basis: MonthBasis) => boolean {
  const moved = db.prepare<MonthBasis, 0 | 1>(MONTH_MOVED).pluck()
  return basis => moved.get(basis) === 1
}
