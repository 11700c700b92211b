import type { Kysely } from 'kysely'
import type { Session } from '#server/domain/metering/types.ts'
import type { Schema } from '../schema.ts'
import { sessionOf } from '../session-row.ts'
import type { Page, Range, SessionQuery } from '../types.ts'
import { pageOf, timeAndIdCursor } from './cursor.ts'

/** Sessions whose start lies in the range, newest first. */
export async function sessions(db: Kysely<Schema>, query: SessionQuery): Promise<Page<Session>> {
  const after = timeAndIdCursor(query.cursor)
  let rows = db
    .selectFrom('session')
    .selectAll()
    .orderBy('start_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
  if (query.from_ms !== undefined) rows = rows.where('start_at_ms', '>=', query.from_ms)
  if (query.to_ms !== undefined) rows = rows.where('start_at_ms', '<', query.to_ms)
  if (query.machine !== undefined) rows = rows.where('machine', '=', query.machine)
  if (query.member !== undefined) rows = rows.where('member', '=', query.member)
  if (query.open !== undefined) rows = rows.where('ended_n', query.open ? 'is' : 'is not', null)
  if (after !== null)
    rows = rows.where(where => where(where.refTuple('start_at_ms', 'id'), '<', where.tuple(after.at_ms, after.id)))
  return pageOf(await rows.execute(), query.limit, sessionOf, row => [row.start_at_ms, row.id])
}

export async function session(db: Kysely<Schema>, id: string): Promise<Session | null> {
  const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : sessionOf(row)
}

/** Every session that starts in the range, oldest first: the ground of cost sharing. */
export async function sessionsStarting(db: Kysely<Schema>, range: Range): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .orderBy('start_at_ms')
    .orderBy('id')
    .execute()
  return rows.map(sessionOf)
}
