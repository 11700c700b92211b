/** Checkpoints in the journal, and the hashes by which they stand for rows no replay can make again. */
import { createHash } from 'node:crypto'
import { canonical } from '#server/domain/canonical.ts'
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import type { Connection } from '../connection.ts'
import type { Problems } from './problems.ts'

/** What entries up to `n` made for good. Verdicts expire with their badges; people's notes on faults are no part of it. */
const SETTLED: [table: string, query: string][] = [
  [
    'session',
    `SELECT id, machine, station, epoch, boot, seq, member, category, order_ref, event, start_at_ms, end_at_ms, end_reason,
       session_ms, running_ms, worked_ms, idle_ms, silent_ms, fault_ms, energy_Wh, grade, profile, buffered, incomplete, no_current,
       started_n, ended_n
     FROM session WHERE ended_n <= @n ORDER BY started_n, id`,
  ],
  ['state_change', 'SELECT n, machine, at_ms, state, session FROM state_change WHERE n <= @n ORDER BY id'],
  [
    'fault',
    `SELECT n, machine, station, code, detail, from_at_ms, to_at_ms, session, cleared_n
     FROM fault WHERE cleared_n <= @n ORDER BY id`,
  ],
  ['gap', 'SELECT n, station, boot, from_seq, to_seq, at_ms, session FROM gap WHERE n <= @n ORDER BY id'],
  [
    'unattributed',
    'SELECT n, machine, from_at_ms, to_at_ms, running_ms, energy_Wh FROM unattributed WHERE n <= @n ORDER BY id',
  ],
  ['alert', 'SELECT n, at_ms, code, machine, detail FROM alert WHERE n <= @n ORDER BY id'],
  ['journal', 'SELECT n, at_ms, at_order FROM journal WHERE n <= @n ORDER BY n'],
]

export function settledHashes(db: Connection, n: number): Record<string, string> {
  return Object.fromEntries(
    SETTLED.map(([table, query]) => {
      const sha = createHash('sha256')
      for (const row of db.prepare<{ n: number }, unknown[]>(query).raw().iterate({ n }))
        sha.update(`${canonical(row)}\n`)
      return [table, sha.digest('hex')]
    }),
  )
}

/** The oldest that stands for every payload that is gone, and for all that an older edition counted; null where neither is. */
export function oldestNeeded(db: Connection, problems: Problems): Checkpoint | null {
  const expired_n = db
    .prepare<[], number | null>("SELECT max(n) FROM journal WHERE kind = 'up' AND length(salt) = 0")
    .pluck()
    .get()
  const edition_n = db
    .prepare<[], number | null>(
      `SELECT max(json_extract(payload, '$.up_to_n')) FROM journal
       WHERE kind <> 'up' AND kind = 'checkpoint' AND type = 'edition'`,
    )
    .pluck()
    .get()
  if (expired_n == null && edition_n == null) return null
  const needed_n = Math.max(expired_n ?? 0, edition_n ?? 0)
  const payloads = db
    .prepare<[], string>("SELECT payload FROM journal WHERE kind <> 'up' AND kind = 'checkpoint' ORDER BY n")
    .pluck()
  for (const payload of payloads.iterate()) {
    const checkpoint = JSON.parse(payload) as Checkpoint
    if (checkpoint.up_to_n >= needed_n) return checkpoint
  }
  problems.add(`journal ${needed_n}: its payload is gone, and no checkpoint stands for it`)
  return null
}

export function compareSettled(db: Connection, checkpoint: Checkpoint, problems: Problems): void {
  const { up_to_n, hashes } = checkpoint
  for (const [table, hash] of Object.entries(settledHashes(db, up_to_n)))
    if (hashes[table] !== hash)
      problems.add(`${table}: what journal 1 to ${up_to_n} made of it is not what the checkpoint vouches for`)
}
