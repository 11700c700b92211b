import { type Kysely, sql } from 'kysely'
import type { RepairFacts } from '#server/domain/care/facts.ts'
import { handled, type PlainFault } from '#server/domain/care/handled.ts'
import type { Schema } from '../schema.ts'
import type { FaultQuery, FaultRow, Page } from '../types.ts'
import { numberCursor, pageOf } from './cursor.ts'

const COLUMNS = [
  'id',
  'n',
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

/** What people did about them stands in the directory, under the entry that opened them (domain/care/facts.ts). */
const withRepairs = (db: Kysely<Schema>) =>
  db
    .selectFrom('fault')
    .leftJoin('directory', join =>
      join
        .on('directory.kind', '=', 'repairs')
        .on('directory.id', '=', sql<string>`'panne-' || fault.n || '-' || fault.code`),
    )
    .select(COLUMNS.map(column => `fault.${column}` as const))
    .select('directory.value as repair')

const known = ({ repair, ...row }: PlainFault & { repair: string | null }): FaultRow =>
  handled(row, repair === null ? undefined : (JSON.parse(repair) as RepairFacts))

/** Newest first. */
export async function faults(db: Kysely<Schema>, query: FaultQuery): Promise<Page<FaultRow>> {
  const before = numberCursor(query.cursor)
  // Those that stand are few and have an index: in the order of `id` alone SQLite would go through all there ever were
  const id = query.open === true ? sql<number>`+fault.id` : sql.ref<number>('fault.id')
  let rows = withRepairs(db)
    .orderBy(id, 'desc')
    .limit(query.limit + 1)
  if (query.open !== undefined) rows = rows.where('fault.to_at_ms', query.open ? 'is' : 'is not', null)
  if (query.machine !== undefined) rows = rows.where('fault.machine', '=', query.machine)
  if (before !== null) rows = rows.where(id, '<', before)
  return pageOf(await rows.execute(), query.limit, known, row => [row.id])
}

export async function fault(db: Kysely<Schema>, id: number): Promise<FaultRow | null> {
  const row = await withRepairs(db).where('fault.id', '=', id).executeTakeFirst()
  return row === undefined ? null : known(row)
}
