/** Machine time by order reference and machine: of ended sessions, and of those of the notebook that their member confirmed. */
import { type Kysely, sql } from 'kysely'
import type { OrderTime } from '#server/domain/sharing/order-report.ts'
import type { Schema } from '../schema.ts'

export async function orderTime(db: Kysely<Schema>): Promise<OrderTime[]> {
  const { rows } = await sql<OrderTime>`
    WITH used AS (
      SELECT order_ref, machine, running_ms, session_ms, start_at_ms FROM session
        WHERE order_ref IS NOT NULL AND ended_n IS NOT NULL
      UNION ALL
      SELECT value ->> '$.session.order', value ->> '$.session.machine', value ->> '$.session.running_ms',
          (value ->> '$.session.end_at_ms') - (value ->> '$.session.start_at_ms'), value ->> '$.session.start_at_ms'
        FROM book AS declared
        WHERE type = 'declared' AND value ->> '$.session.order' IS NOT NULL AND EXISTS (
          SELECT 1 FROM book AS said
          WHERE said.type = 'confirmed' AND said.subject = declared.subject AND said.value ->> '$.confirmed' = 1))
    SELECT order_ref AS "order", machine, count(*) AS sessions, sum(running_ms) AS running_ms,
      sum(session_ms) AS session_ms, min(start_at_ms) AS first_at_ms
    FROM used GROUP BY order_ref, machine ORDER BY order_ref, machine`.execute(db)
  return rows
}
