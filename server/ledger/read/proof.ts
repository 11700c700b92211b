/** What ties a closed statement to the journal: its closing, the entries of each thing it speaks of, the chain's head. */
import { type Kysely, sql } from 'kysely'
import { runOfRef } from '#server/domain/periods/entries.ts'
import type { Schema } from '../schema.ts'
import type { Head } from '../types.ts'
import { head } from './evidence.ts'

export type ThingProof = {
  ref: string
  kind: 'session' | 'run' | 'declared'
  first_n: number
  last_n: number | null
  chain: string | null
  entries: number
  frames: number
}
export type ClosingProof = { n: number; received_at_ms: number; payload_hash: string; chain: string }
export type StatementProof = { closing: ClosingProof; head: Head; things: ThingProof[] }

export async function statementProof(
  db: Kysely<Schema>,
  closing_n: number,
  refs: readonly string[],
): Promise<StatementProof | null> {
  const row = await db
    .selectFrom('journal')
    .select(['n', 'received_at_ms', 'payload_hash', 'chain'])
    .where('n', '=', closing_n)
    .executeTakeFirst()
  if (row === undefined) return null
  const things = [...(await sessions(db, refs)), ...(await runs(db, refs)), ...(await declared(db, refs))]
  const closing = { ...row, payload_hash: row.payload_hash.toString('hex'), chain: row.chain.toString('hex') }
  return { closing, head: await head(db), things }
}

/** A frame is kept while its payload is; behind a checkpoint only its hash remains (design rule 3). */
async function sessions(db: Kysely<Schema>, refs: readonly string[]): Promise<ThingProof[]> {
  const { rows } = await sql<ThingProof>`
    SELECT s.id AS ref, 'session' AS kind, s.started_n AS first_n, s.ended_n AS last_n,
      (SELECT lower(hex(chain)) FROM journal WHERE n = s.ended_n) AS chain,
      count(j.n) AS entries, coalesce(sum(j.payload <> ''), 0) AS frames
    FROM session s LEFT JOIN journal j ON j.kind = 'up' AND j.station = s.station AND j.epoch = s.epoch
      AND j.boot = s.boot AND j.seq >= s.seq AND j.n <= s.ended_n
    WHERE s.id IN (SELECT value FROM json_each(${JSON.stringify(refs)})) GROUP BY s.id ORDER BY s.started_n`.execute(db)
  return rows
}

async function runs(db: Kysely<Schema>, refs: readonly string[]): Promise<ThingProof[]> {
  const numbers = refs.flatMap(ref => runOfRef(ref) ?? [])
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('journal')
    .select(['n', 'payload', sql<string>`lower(hex(chain))`.as('chain')])
    .where('n', 'in', numbers)
    .orderBy('n')
    .execute()
  return rows.map(({ n, payload, chain }) => ({
    ...{ ref: `run-${n}`, kind: 'run', first_n: n, last_n: n, chain, entries: 1, frames: payload === '' ? 0 : 1 },
  }))
}

async function declared(db: Kysely<Schema>, refs: readonly string[]): Promise<ThingProof[]> {
  const { rows } = await sql<{ ref: string; n: number; chain: string }>`
    SELECT b.subject AS ref, b.n, lower(hex(j.chain)) AS chain FROM book b JOIN journal j ON j.n = b.n
    WHERE b.type = 'declared' AND b.subject IN (SELECT value FROM json_each(${JSON.stringify(refs)})) ORDER BY b.n`.execute(
    db,
  )
  return rows.map(({ ref, n, chain }) => ({
    ...{ ref, kind: 'declared', first_n: n, last_n: n, chain, entries: 1, frames: 1 },
  }))
}
