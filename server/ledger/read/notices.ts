/** Alerts and the audit trail, newest first. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { AlertRow, AuditRow, Page, PageQuery } from '../types.ts'
import { numberCursor, pageOf } from './cursor.ts'

/** Of a card that nobody held when it was shown: somebody holds it by now. Of one whose message has expired nobody knows. */
const cardKnown = sql<0 | 1>`code = 'unknown-badge' AND EXISTS (
  SELECT 1 FROM journal j JOIN directory d ON d.kind = 'badges' AND d.id = json_extract(nullif(j.payload, ''), '$.badge')
  WHERE j.n = alert.n)`

export async function alerts(db: Kysely<Schema>, query: PageQuery): Promise<Page<AlertRow>> {
  const before = numberCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER
  const rows = await db
    .selectFrom('alert')
    .select(['id', 'at_ms', 'code', 'machine', 'detail', cardKnown.as('known')])
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    ({ known, ...row }) => (known === 1 ? { ...row, known: true as const } : row),
    row => [row.id],
  )
}

export async function audit(db: Kysely<Schema>, query: PageQuery): Promise<Page<AuditRow>> {
  const before = numberCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'detail'])
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    row => row,
    row => [row.id],
  )
}
