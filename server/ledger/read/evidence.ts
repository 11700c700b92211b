/** What a session rests on: the journal entries of its station from the sample before its badge to what closed it. */
import { type Kysely, sql } from 'kysely'
import { HASH_BYTES } from '../chain.ts'
import type { JournalTable, Schema } from '../schema.ts'
import type { Evidence, Head, JournalRow } from '../types.ts'
import { numberCursor, pageOf } from './cursor.ts'

type Row = Pick<
  JournalTable,
  | 'n'
  | 'received_at_ms'
  | 'kind'
  | 'type'
  | 'disposition'
  | 'station'
  | 'epoch'
  | 'boot'
  | 'seq'
  | 'payload'
  | 'salt'
  | 'payload_hash'
  | 'chain'
>

export async function head(db: Kysely<Schema>): Promise<Head> {
  const row = await db.selectFrom('journal').select(['n', 'chain']).orderBy('n', 'desc').limit(1).executeTakeFirst()
  return row === undefined
    ? { n: 0, chain: '0'.repeat(2 * HASH_BYTES) }
    : { n: row.n, chain: row.chain.toString('hex') }
}

export async function evidence(
  db: Kysely<Schema>,
  id: string,
  limit: number,
  cursor: string | null,
): Promise<Evidence | null> {
  const session = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
  if (session === undefined) return null
  const { station, epoch, boot, started_n } = session
  const book = await head(db)
  const last_n = session.ended_n ?? book.n
  const base_n = await baseSample(db, session)
  const after_n = numberCursor(cursor) ?? base_n - 1
  // Four ways in, each by its own index: the sample its first difference is taken from, messages of the boot it lay in,
  // people's acts on the station, and the entry that closed it (after a loss of power that is a message of the next boot).
  const { rows } = await sql<Row>`
    SELECT n, received_at_ms, kind, type, disposition, station, epoch, boot, seq, payload, salt, payload_hash, chain
    FROM journal WHERE n IN (
      SELECT n FROM journal
        WHERE kind = 'up' AND station = ${station} AND epoch = ${epoch} AND boot = ${boot} AND seq >= ${session.seq}
      UNION SELECT ${base_n}
      UNION SELECT n FROM journal WHERE kind <> 'up' AND station = ${station} AND n >= ${started_n}
      UNION SELECT ${last_n} WHERE ${session.ended_n} IS NOT NULL
    ) AND n > ${after_n} AND n <= ${last_n}
    ORDER BY n LIMIT ${limit + 1}`.execute(db)
  return { head: book, page: pageOf(rows, limit, journalRow, row => [row.n]) }
}

/** Registers are billed on differences (contract §3): without the last sample before the badge nobody could add them up. */
async function baseSample(db: Kysely<Schema>, session: Schema['session']): Promise<number> {
  const { station, epoch, boot, seq, started_n } = session
  const row = await db
    .selectFrom('journal')
    .select('n')
    .where('kind', '=', 'up')
    .where('station', '=', station)
    .where('epoch', '=', epoch)
    .where('boot', '=', boot)
    .where('seq', '<', seq)
    .where('type', '=', 'sample')
    .where('disposition', '=', 'folded')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.n ?? started_n
}

const journalRow = (row: Row): JournalRow => ({
  ...row,
  salt: row.salt.toString('hex'),
  payload_hash: row.payload_hash.toString('hex'),
  chain: row.chain.toString('hex'),
})
