import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { FaultQuery, FaultRow, Page } from '../types.ts'
import { numberCursor, pageOf } from './cursor.ts'

const COLUMNS = [
  'id',
  'machine',
  'station',
  'code',
  'detail',
  'from_at_ms',
  'to_at_ms',
  'session',
  'acknowledged_at_ms',
  'acknowledged_by',
  'resolved_at_ms',
  'resolved_by',
  'resolution',
] as const

/** Newest first. */
export async function faults(db: Kysely<Schema>, query: FaultQuery): Promise<Page<FaultRow>> {
  const before = numberCursor(query.cursor)
  let rows = db
    .selectFrom('fault')
    .select(COLUMNS)
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
  if (query.open !== undefined) rows = rows.where('to_at_ms', query.open ? 'is' : 'is not', null)
  if (query.machine !== undefined) rows = rows.where('machine', '=', query.machine)
  if (before !== null) rows = rows.where('id', '<', before)
  return pageOf(
    await rows.execute(),
    query.limit,
    row => row,
    row => [row.id],
  )
}

export async function fault(db: Kysely<Schema>, id: number): Promise<FaultRow | null> {
  return (await db.selectFrom('fault').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null
}
