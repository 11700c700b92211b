/**
 * What an older edition of the fold counted stands as it was counted: people have seen it, and may have paid for it. A checkpoint in
 * the journal vouches for it from then on, and a replay begins there (docs/adr/0045).
 */
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import { FOLD_EDITION } from '#server/domain/metering/edition.ts'
import type { Connection } from './connection.ts'
import { LedgerError } from './errors.ts'
import { acquireServeLock } from './lock.ts'
import { loader } from './read/load.ts'
import { settledHashes } from './verify/checkpoint.ts'
import { checkpointAppender } from './write/checkpoints.ts'

const EDITION = 'fold_edition'

/** 0: from before editions were counted. */
export const editionOf = (db: Connection): number =>
  Number(db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(EDITION) ?? 0)

/** `serving`: this process holds the lock of the ledger. */
export function adoptEdition(db: Connection, file: string, serving: boolean, now_ms: number): void {
  if (editionOf(db) === FOLD_EDITION) return
  if (serving || isEmpty(db)) adopt(db, now_ms)
  else alone(file, () => adopt(db, now_ms))
}

const isEmpty = (db: Connection): boolean => db.prepare('SELECT 1 FROM journal LIMIT 1').get() === undefined

/** A server of another edition that runs now goes on counting: it is not taken over while it does. */
function alone(file: string, work: () => void): void {
  let lock: ReturnType<typeof acquireServeLock>
  try {
    lock = acquireServeLock(file)
  } catch (error) {
    if (error instanceof LedgerError && error.kind === 'in-use') return
    throw error
  }
  try {
    work()
  } finally {
    lock.release()
  }
}

function adopt(db: Connection, now_ms: number): void {
  const put = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const append = checkpointAppender(db)
  const once = db.transaction(() => {
    if (editionOf(db) === FOLD_EDITION) return
    if (!isEmpty(db)) append('edition', checkpointOfTables(db), now_ms)
    put.run(EDITION, String(FOLD_EDITION))
  })
  once.immediate()
}

/** Everything as it stands: what made it cannot be asked any more. */
function checkpointOfTables(db: Connection): Checkpoint {
  const { head, states } = loader(db).load()
  const chain = db.prepare<[number], string>('SELECT lower(hex(chain)) FROM journal WHERE n = ?').pluck().get(head)
  const sessions = db.prepare<[], Record<string, unknown>>('SELECT * FROM session WHERE ended_n IS NULL')
  const faults = db.prepare<[], Record<string, unknown>>(
    'SELECT n, machine, station, code, detail, from_at_ms, session FROM fault WHERE cleared_n IS NULL ORDER BY id',
  )
  return {
    ...{ up_to_n: head, chain: chain ?? '' },
    states: [...states].map(([station, state]) => [station, JSON.parse(state) as unknown]),
    ...{ open_sessions: sessions.all(), open_faults: faults.all() },
    hashes: settledHashes(db, head),
  }
}
