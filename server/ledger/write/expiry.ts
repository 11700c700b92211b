/**
 * Payloads whose time has passed are dropped behind a chained checkpoint of the fold (design rules 3 and 10). First the checkpoint
 * is on disk, then payloads and salts go, in short transactions; cut off anywhere in between, the next run goes on.
 */
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import { type Books, evidenceMayGo, type RetentionRules } from '#server/domain/periods/retention.ts'
import type { Connection } from '../connection.ts'
import { type CheckpointType, checkpointAppender } from './checkpoints.ts'

/** Entries looked at in one transaction: a few ms, in which a badge may have to wait. */
const STEP_ENTRIES = 500
/** Entries read at a time for when they came: 1 to 2 ms. */
const LOOK_ENTRIES = 10_000

export type Expired = { checkpoint_n: number | null; up_to_n: number; dropped: number; kept: number }
/** Entries of one station that some session still rests on, both ends included. */
type Kept = Map<string, { from_n: number; to_n: number }[]>

export type Expiry = {
  /** Appends the checkpoint and returns its entry's number. */
  append(checkpoint: Checkpoint, now_ms: number): number
  /** Entries up to which every payload may go but those of evidence; of those received before then, where a checkpoint says more. */
  upTo(before_ms: number): Promise<number>
  drop(up_to_n: number, rules: RetentionRules, now_ms: number): Promise<{ dropped: number; kept: number }>
}

export function expiry(db: Connection): Expiry {
  const append = checkpointAppender(db)
  const newest = db
    .prepare<[type: CheckpointType], number | null>(
      `SELECT json_extract(payload, '$.up_to_n') FROM journal
       WHERE kind <> 'up' AND station IS NULL AND kind = 'checkpoint' AND type = ? ORDER BY n DESC LIMIT 1`,
    )
    .pluck()
  const received_since = db
    .prepare<[number, number, number], number>(
      'SELECT n FROM journal WHERE n > ? AND n <= ? AND received_at_ms >= ? ORDER BY n LIMIT 1',
    )
    .pluck()
  /** The last entry from `after_n` to `until_n` before the first that came since then. */
  const lastBefore = async (before_ms: number, after_n: number, until_n: number): Promise<number> => {
    for (let from_n = after_n; from_n < until_n; from_n += LOOK_ENTRIES) {
      const n = received_since.get(from_n, Math.min(until_n, from_n + LOOK_ENTRIES), before_ms)
      if (n !== undefined) return n - 1
      await nextTurn()
    }
    return Math.max(after_n, until_n)
  }

  return {
    append: (checkpoint, now_ms) => append('expiry', checkpoint, now_ms),
    upTo: before_ms =>
      // A replay cannot begin before a change of edition, nor make a checkpoint there: that one stands for what has its time passed.
      lastBefore(before_ms, newest.get('expiry') ?? 0, newest.get('edition') ?? 0),
    drop: dropper(db),
  }
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

function dropper(db: Connection): Expiry['drop'] {
  const lines = db.prepare<[number, number], { n: number; station: string }>(
    "SELECT n, station FROM journal WHERE n > ? AND n <= ? AND kind = 'up' AND payload <> ''",
  )
  const empty = db.prepare("UPDATE journal SET payload = '', salt = x'' WHERE n = ?")
  const verdict = db.prepare('DELETE FROM verdict WHERE n = ?')
  const step = db.transaction((from_n: number, to_n: number, kept: Kept) => {
    let dropped = 0
    const found = lines.all(from_n, to_n)
    for (const { n, station } of found) {
      if (kept.get(station)?.some(range => range.from_n <= n && n <= range.to_n)) continue
      empty.run(n)
      verdict.run(n)
      dropped += 1
    }
    return { dropped, kept: found.length - dropped }
  })

  return async (up_to_n, rules, now_ms) => {
    // What was dropped is overwritten in its page, not only taken out of its row.
    db.pragma('secure_delete = ON')
    const kept = keptEvidence(db, up_to_n, rules, now_ms)
    const told = { dropped: 0, kept: 0 }
    for (let from_n = 0; from_n < up_to_n; from_n += STEP_ENTRIES) {
      const done = step.immediate(from_n, Math.min(up_to_n, from_n + STEP_ENTRIES), kept)
      told.dropped += done.dropped
      told.kept += done.kept
      await nextTurn()
    }
    return told
  }
}

type SessionLine = { id: string; station: string; start_at_ms: number; started_n: number; ended_n: number | null }

/** The last sample before the badge, as `read/evidence.ts` finds it, and everything from the badge to what ended it. */
function keptEvidence(db: Connection, up_to_n: number, rules: RetentionRules, now_ms: number): Kept {
  const sessions = db.prepare<[number], SessionLine>(
    'SELECT id, station, start_at_ms, started_n, ended_n FROM session WHERE started_n <= ? ORDER BY started_n',
  )
  const base = db
    .prepare<[string], number>(
      `SELECT j.n FROM session s JOIN journal j INDEXED BY journal_identity
         ON j.kind = 'up' AND j.station = s.station AND j.epoch = s.epoch AND j.boot = s.boot AND j.seq < s.seq
       WHERE s.id = ? AND j.type = 'sample' AND j.disposition = 'folded' ORDER BY j.seq DESC LIMIT 1`,
    )
    .pluck()
  const books = booksOf(db)
  const kept: Kept = new Map()
  for (const { id, station, start_at_ms, started_n, ended_n } of sessions.all(up_to_n)) {
    if (evidenceMayGo({ id, start_at_ms, ended: ended_n !== null }, books, rules, now_ms)) continue
    const base_n = base.get(id) ?? started_n
    const ranges = kept.get(station) ?? []
    ranges.push({ from_n: base_n, to_n: base_n }, { from_n: started_n, to_n: ended_n ?? Number.POSITIVE_INFINITY })
    kept.set(station, ranges)
  }
  return kept
}

function booksOf(db: Connection): Books {
  const closed = db.prepare<[], { period: string; at_ms: number }>(
    "SELECT period, json_extract(value, '$.at_ms') AS at_ms FROM book WHERE type = 'closed'",
  )
  const contested = db
    .prepare<[], string>(
      `SELECT subject FROM book c WHERE type = 'contested' AND NOT EXISTS (
         SELECT 1 FROM book a WHERE a.type = 'answered' AND json_extract(a.value, '$.contest') = c.n)`,
    )
    .pluck()
  return {
    closed_at_ms: new Map(closed.all().map(({ period, at_ms }) => [period, at_ms])),
    contested: new Set(contested.all()),
  }
}
