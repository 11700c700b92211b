/**
 * Everything a server starts from, of one moment: head, directory and every station's state. State rows are as of an entry of
 * their own; what they miss is folded from the journal's tail here, as it was folded when it came.
 */
import { applyEntries, directoryFromRows } from '#server/domain/apply.ts'
import { type Directory, type DirectoryEntry, emptyDirectory } from '#server/domain/directory.ts'
import type { Connection } from '../connection.ts'
import type { Loaded } from '../types.ts'
import { REPLAY_CORE } from '../verify/core.ts'
import { STATES_MARK } from '../write/states.ts'
import { foldTail, type StateLine, type TailLine } from './tail.ts'

export type Present = { head: number; directory: Directory }

export type Loader = {
  load(): Loaded
  present(): Present
  /** The present, where no station's entry came after `head`. */
  directoryAfter(head: number): Present | null
}

export function loader(db: Connection): Loader {
  const head = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM journal').pluck()
  const rows = db.prepare<[], { kind: string; id: string; value: string }>('SELECT kind, id, value FROM directory')
  const after = db.prepare<[number], 1>('SELECT 1 FROM journal WHERE n > ? AND station IS NOT NULL LIMIT 1').pluck()
  const loadStates = stateLoader(db)

  const present = (): Present => ({ head: head.get() ?? 0, directory: directoryFromRows(rows.iterate()) })
  /** Each in one read transaction. */
  const load = db.transaction((): Loaded => {
    const { head, directory } = present()
    return { head, directory, ...loadStates(directory) }
  })
  const presentOnce = db.transaction(present)
  const directoryAfter = db.transaction((known: number): Present | null =>
    (head.get() ?? 0) < known || after.get(known) === 1 ? null : present(),
  )
  return {
    load: () => load.deferred(),
    present: () => presentOnce.deferred(),
    directoryAfter: known => directoryAfter.deferred(known),
  }
}

function stateLoader(db: Connection): (directory: Directory) => Pick<Loaded, 'states' | 'unwritten'> {
  const mark = db.prepare<[], string>(`SELECT value FROM setting WHERE key = '${STATES_MARK}'`).pluck()
  const states = db.prepare<[], StateLine>('SELECT station, state, n FROM station_state')
  const tail = db.prepare<[number], TailLine>(
    `SELECT n, kind, type, disposition, station, epoch, received_at_ms, batch_last_up_ms, payload
     FROM journal WHERE n > ? ORDER BY n`,
  )
  // By the index journal_other, as the next one.
  const changed_after = db
    .prepare<[number], 1>(
      `SELECT 1 FROM journal WHERE kind <> 'up' AND station IS NULL AND n > ? AND kind = 'directory' LIMIT 1`,
    )
    .pluck()
  const entries_until = db
    .prepare<[number], string>(
      `SELECT payload FROM journal WHERE kind <> 'up' AND station IS NULL AND n <= ? AND kind = 'directory' ORDER BY n`,
    )
    .pluck()

  /** As of entry `n`: the table knows the present alone. */
  const directoryAt = (n: number, present: Directory): Directory => {
    if (changed_after.get(n) === undefined) return present
    const entries = entries_until.all(n).map(payload => JSON.parse(payload) as DirectoryEntry)
    return applyEntries(emptyDirectory(), entries).directory
  }

  return present => {
    const from_n = Number(mark.get() ?? 0)
    const rows = new Map(states.all().map(row => [row.station, row]))
    return foldTail(REPLAY_CORE, rows, tail.iterate(from_n), directoryAt(from_n, present))
  }
}
