/**
 * A machine's sessions of a range folded again with other levels. The entries come from the journal: its directory from the
 * first one on, the stations' own from the beginning of the boots these sessions lie in.
 */
import { type Kysely, sql } from 'kysely'
import type { JournalEntry } from '#server/domain/journal.ts'
import { Replay } from '#server/domain/learning/replay.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { entryOf } from '../journal-line.ts'
import type { JournalTable, Schema } from '../schema.ts'
import { sessionOf } from '../session-row.ts'
import type { Range, ReplayedSession } from '../types.ts'

/** Entries in memory at a time. */
const CHUNK = 5_000

type Boots = { station: string; epoch: number; boot: number; to_n: number }

export async function replayed(
  db: Kysely<Schema>,
  machine: string,
  range: Range,
  levels: Levels,
): Promise<ReplayedSession[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('machine', '=', machine)
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .where('ended_n', 'is not', null)
    .orderBy('started_n')
    .execute()
  const replay = new Replay(machine, levels)
  const others = await actsAndDirectory(db)
  let next = 0
  const actsBefore = (n: number) => {
    for (let one = others[next]; one !== undefined && one.n < n; one = others[++next]) replay.take(one.entry)
  }
  for (const boots of bootsOf(rows)) {
    for await (const { n, entry } of messages(db, boots)) {
      actsBefore(n)
      replay.take(entry)
    }
  }
  const known = new Map(replay.sessions().map(one => [one.id, one]))
  return rows.map(row => {
    const session = sessionOf(row)
    const again = known.get(session.id)
    // What cannot be had again as it was cannot be told as it would be: a boot whose journal has expired
    const exact = again?.before != null && again.after !== null && sameTime(again.before, session)
    return { session, after: exact ? (again?.after ?? null) : null }
  })
}

const sameTime = (a: Session, b: Session): boolean =>
  a.running_ms === b.running_ms && a.worked_ms === b.worked_ms && a.session_ms === b.session_ms

/** One run of boots for each token of each station, from the first boot with a session of the range to the last entry. */
function bootsOf(rows: { station: string; epoch: number; boot: number; ended_n: number | null }[]): Boots[] {
  const runs = new Map<string, Boots>()
  for (const { station, epoch, boot, ended_n } of rows) {
    const key = `${station}/${epoch}`
    const run = runs.get(key)
    const to_n = Math.max(run?.to_n ?? 0, ended_n ?? 0)
    runs.set(key, { station, epoch, boot: Math.min(run?.boot ?? boot, boot), to_n })
  }
  return [...runs.values()]
}

/** By the index of what is no message: in the order of `n` alone SQLite would go through all that stations ever said. */
async function actsAndDirectory(db: Kysely<Schema>): Promise<{ n: number; entry: JournalEntry }[]> {
  const { rows } = await sql<JournalTable>`
    SELECT * FROM journal INDEXED BY journal_other
    WHERE kind <> 'up' AND kind IN ('directory', 'action') ORDER BY n`.execute(db)
  return rows.flatMap(row => {
    const entry = entryOf(row)
    return entry === null ? [] : [{ n: row.n, entry }]
  })
}

/** By the index journal_identity, whose order is the order they were folded in. */
async function* messages(db: Kysely<Schema>, { station, epoch, boot, to_n }: Boots) {
  let from = { boot, seq: -1 }
  for (;;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('kind', '=', 'up')
      .where('station', '=', station)
      .where('epoch', '=', epoch)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('boot', 'seq'), '>', tuple(from.boot, from.seq)))
      .orderBy('boot')
      .orderBy('seq')
      .limit(CHUNK)
      .execute()
    for (const row of rows) {
      const entry = row.n <= to_n ? entryOf(row) : null
      if (entry !== null) yield { n: row.n, entry }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < CHUNK || last.n > to_n) return
    from = { boot: last.boot ?? 0, seq: last.seq ?? 0 }
  }
}
