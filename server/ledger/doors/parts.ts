/** What every door of the ledger stands on: one connection that writes, a reader beside it, and Kysely once somebody asks. */
import type { Kysely } from 'kysely'
import type { Connection } from '../connection.ts'
import { translating } from '../errors.ts'
import { Reader } from '../reader.ts'
import type { Schema } from '../schema.ts'

type Queries = typeof import('../queries.ts')
/** A single statement or a few, each by itself: see `kyselyOn`. */
type Question<R> = (on: Kysely<Schema>, queries: Queries) => Promise<R>

export type Parts = {
  file: string
  db: Connection
  now_ms(): number
  reader: Reader
  ask<R>(question: Question<R>): Promise<R>
  /** Rejects with a LedgerError. */
  done<R>(work: () => R): Promise<R>
  /** The same, for what caches rest on: `dataVersion` is another afterwards. */
  write<R>(work: () => R): Promise<R>
  /** Another number whenever anybody but `commit` wrote: another connection, or this one's own directory and tokens. */
  dataVersion(): number
}

export function partsOf(db: Connection, file: string, now_ms: () => number): Parts {
  const data_version = db.prepare<[], number>('PRAGMA data_version').pluck()
  let loading: Promise<{ on: Kysely<Schema>; queries: Queries }> | null = null
  /** What this connection itself wrote beside ingest, which SQLite's data_version does not show it. */
  let own_version = 0

  const load = async () => {
    const queries = await import('../queries.ts')
    return { on: queries.kyselyOn(db), queries }
  }
  const done = async <R>(work: () => R): Promise<R> => translating(file, work)
  return {
    ...{ file, db, now_ms, done },
    reader: new Reader(file),
    async ask(question) {
      loading ??= load()
      const { on, queries } = await loading
      return question(on, queries)
    },
    async write(work) {
      const result = translating(file, work)
      own_version += 1
      return result
    },
    dataVersion: () => (data_version.get() ?? 0) + own_version,
  }
}
