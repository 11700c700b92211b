/**
 * Use that nobody has anything to decide about, added up where it lies: sessions that ended by a badge out or a stop, without
 * a gap, a fault or a doubt, and about which nobody said anything. A month of them is some thousand groups instead of a
 * hundred thousand rows; each group still names its sessions.
 */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { PlainUse, PlainUseQuestion } from '../types.ts'
import { DOUBTFUL, SPOKEN_OF } from './doubtful.ts'

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
