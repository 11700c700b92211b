/**
 * Use that nobody has anything to decide about, added up where it lies: sessions that ended by a badge out or a stop, without
 * a gap, a fault or a doubt, and about which nobody said anything. A month of them is some thousand groups instead of a
 * hundred thousand rows; each group still names its sessions.
 */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { PlainUse, PlainUseQuestion } from '../types.ts'

/** As in migrations/007-doubtful.sql, word for word: only then does SQLite use that index. */
const DOUBTFUL = `ended_n IS NULL OR no_current = 1 OR incomplete = 1 OR fault_ms > 0 OR event IS NOT NULL
    OR end_reason NOT IN ('badge-out', 'fault', 'estop', 'lockout')`

/** What people spoke of, by any kind of entry, as of a head: said between two questions, it is in neither. */
const SPOKEN_OF = `SELECT subject FROM book WHERE type IN ('settled', 'contested') AND n <=`

/** Sessions of a range that are not plain as of a head; the range's two ends, and twice the head. */
export const NOT_PLAIN = `id IN (
  SELECT id FROM session WHERE (${DOUBTFUL}) AND start_at_ms >= ? AND start_at_ms < ?
  UNION ALL SELECT id FROM session WHERE ended_n > ?
  UNION ALL ${SPOKEN_OF} ?)`

export async function plainUse(db: Kysely<Schema>, { from_ms, to_ms, head_n }: PlainUseQuestion): Promise<PlainUse[]> {
  const { rows } = await sql<PlainUse>`
    SELECT member, machine, category, order_ref AS "order", grade, min(start_at_ms) AS start_at_ms,
      sum(running_ms) AS running_ms, sum(worked_ms) AS worked_ms, sum(session_ms) AS session_ms,
      sum(idle_ms) AS idle_ms, sum(energy_Wh) AS energy_Wh, group_concat(id) AS ids
    FROM session
    WHERE start_at_ms >= ${from_ms} AND start_at_ms < ${to_ms} AND NOT (${sql.raw(DOUBTFUL)})
      AND ended_n <= ${head_n} AND id NOT IN (${sql.raw(SPOKEN_OF)} ${head_n})
    GROUP BY member, machine, category, order_ref, grade`.execute(db)
  return rows
}
