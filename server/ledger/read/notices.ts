/** Alerts and the audit trail, newest first. */
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { AlertRow, AuditRow, Page, PageQuery } from '../types.ts'
import { numberCursor, pageOf } from './cursor.ts'

export async function alerts(db: Kysely<Schema>, query: PageQuery): Promise<Page<AlertRow>> {
  const before = numberCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER
  const rows = await db
    .selectFrom('alert')
    .select(['id', 'at_ms', 'code', 'machine', 'detail'])
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
