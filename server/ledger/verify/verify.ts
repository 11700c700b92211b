/**
 * The ledger is a function of the journal (design rule 3): replays it from its first entry, or from the oldest checkpoint that
 * stands for expired payloads, and compares everything that is derived with what stands in the tables. One read transaction; memory grows with stations and members, not with time.
 */
import { applyEntry, rowsOfDirectory } from '#server/domain/apply.ts'
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import type { JournalEntry, StationEntry } from '#server/domain/journal.ts'
import { FOLD_EDITION } from '#server/domain/metering/edition.ts'
import type { Effect } from '#server/domain/metering/types.ts'
import { GENESIS } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { editionOf } from '../edition.ts'
import type { JournalLine } from '../journal-line.ts'
import type { VerifyReport } from '../types.ts'
import { AccountsReplay } from './accounts.ts'
import { BooksReplay } from './books.ts'
import { compareSettled, oldestNeeded, settledHashes } from './checkpoint.ts'
import { Derived } from './derived.ts'
import { ledgerHash } from './hash.ts'
import { journalEntries } from './journal.ts'
import { checkPlanPicture } from './plan-picture.ts'
import { Problems } from './problems.ts'
import { repairsCheck } from './repairs.ts'
import { compare } from './rows.ts'
import { sameJson } from './same-json.ts'
import { checkSignatures } from './signatures.ts'
import { StateRows } from './states.ts'

/** server/domain/metering/station.ts, as the replay uses it. State is plain JSON. */
export type ReplayCore<State> = {
  initialState(station: string): State
  fold(
    state: State,
    entry: StationEntry,
    context: { directory: Directory },
  ): { state: State; effects: Effect[]; at_ms: number; at_order: number }
}

export type Verified = {
  report: VerifyReport
  /** as of the entry that was asked for; null where that is not newer than the one the replay began from */
  checkpoint: Checkpoint | null
}

export const verify = <State>(db: Connection, core: ReplayCore<State>): VerifyReport => verifyTo(db, core, null).report

/** Verifies, and makes a checkpoint as of entry `checkpoint_n`. */
export function verifyTo<State>(db: Connection, core: ReplayCore<State>, checkpoint_n: number | null): Verified {
  db.exec('BEGIN')
  try {
    return new Replay(db, core, checkpoint_n).run()
  } finally {
    db.exec('ROLLBACK')
  }
}

class Replay<State> {
  readonly #db: Connection
  readonly #core: ReplayCore<State>
  readonly #problems = new Problems()
  readonly #derived: Derived
  readonly #books: BooksReplay
  readonly #accounts: AccountsReplay
  readonly #state_rows: StateRows<State>
  readonly #checkRepair: ReturnType<typeof repairsCheck>
  readonly #states: Map<string, State>
  /** What stands for payloads that have expired. */
  readonly #from: Checkpoint | null
  readonly #checkpoint_n: number | null
  /** What the fold makes differently. Told nobody where another edition of it wrote the tables: that is no news. */
  readonly #differences: Problems
  #checkpoint: Checkpoint | null = null
  #directory = emptyDirectory()
  #messages = 0
  #late = 0
  #head: Uint8Array = GENESIS

  constructor(db: Connection, core: ReplayCore<State>, checkpoint_n: number | null) {
    this.#db = db
    this.#core = core
    this.#checkpoint_n = checkpoint_n
    const edition = editionOf(db)
    this.#differences = edition === FOLD_EDITION ? this.#problems : new Problems()
    if (edition !== FOLD_EDITION)
      this.#problems.add(
        `edition ${edition} of the fold counts here, and this program is edition ${FOLD_EDITION}: verify with the one that serves`,
      )
    const from = oldestNeeded(db, this.#problems)
    this.#from = from
    this.#derived = new Derived(db, from, this.#differences)
    this.#books = new BooksReplay(db, this.#problems)
    this.#accounts = new AccountsReplay(db, this.#problems)
    this.#checkRepair = repairsCheck(db, this.#problems)
    this.#state_rows = new StateRows(db, this.#differences)
    this.#states = new Map((from?.states ?? []) as [string, State][])
    if (from !== null) this.#state_rows.goOnFrom(this.#states.keys(), from.up_to_n)
  }

  run(): Verified {
    const from_n = this.#from?.up_to_n ?? 0
    if (this.#from !== null) compareSettled(this.#db, this.#from, this.#problems)
    for (const { line, entry } of journalEntries(this.#db, from_n, this.#problems)) {
      this.#head = line.chain
      this.#count(line)
      if (entry !== null) this.#replay(line, entry, from_n)
      if (line.n === from_n && line.chain.toString('hex') !== this.#from?.chain)
        this.#problems.add(`journal ${from_n}: the checkpoint names another chain`)
      if (line.n === this.#checkpoint_n && line.n > from_n) this.#checkpoint = this.#checkpointHere(line)
    }
    this.#derived.finish()
    this.#books.finish()
    this.#accounts.finish()
    this.#compareDirectory()
    checkSignatures(this.#db, this.#directory, this.#problems)
    checkPlanPicture(this.#db, this.#directory, this.#problems)
    this.#state_rows.finish(this.#states)
    return { report: this.#report(), checkpoint: this.#checkpoint }
  }

  #report(): VerifyReport {
    const problems = this.#problems.list()
    return {
      messages: this.#messages,
      quarantined: this.#db.prepare<[], number>('SELECT count(*) FROM quarantine').pluck().get() ?? 0,
      late: this.#late,
      gaps: this.#derived.gaps,
      sessions: this.#derived.sessions,
      journal_head: Buffer.from(this.#head).toString('hex'),
      ledger_hash: ledgerHash(this.#db),
      ok: problems.length === 0,
      problems,
    }
  }

  #checkpointHere(line: JournalLine): Checkpoint {
    return {
      ...{ up_to_n: line.n, chain: line.chain.toString('hex'), states: [...this.#states] },
      ...structuredClone(this.#derived.open()),
      hashes: settledHashes(this.#db, line.n),
    }
  }

  #count({ kind, disposition }: JournalLine): void {
    if (kind !== 'up') return
    this.#messages += 1
    if (disposition === 'late') this.#late += 1
  }

  /** Directory and books never expire and are replayed from the first entry on; the fold goes on where it was kept. */
  #replay(line: JournalLine, entry: JournalEntry, from_n: number): void {
    const nowhere = { at_ms: null, at_order: 0 }
    if (entry.kind === 'directory') {
      this.#directory = applyEntry(this.#directory, entry.entry).directory
      this.#checkRepair(line.n, entry.entry)
      this.#comparePlace(line, nowhere)
    } else if (entry.kind === 'books') {
      this.#books.expect(line, entry.entry, this.#directory)
      this.#comparePlace(line, nowhere)
    } else if (entry.kind === 'accounts') {
      this.#accounts.expect(line, entry.entry)
      this.#comparePlace(line, nowhere)
    } else if (entry.kind === 'checkpoint' || (entry.kind === 'up' && entry.disposition === 'late')) {
      this.#comparePlace(line, nowhere)
    } else if (line.n > from_n) this.#fold(line, entry)
  }

  #fold(line: JournalLine, entry: StationEntry): void {
    const { station } = entry
    const known = this.#states.get(station)
    this.#state_rows.expect(station, line.n, known)
    const before = known ?? this.#core.initialState(station)
    let folded: ReturnType<ReplayCore<State>['fold']>
    try {
      folded = this.#core.fold(before, entry, { directory: this.#directory })
    } catch (error) {
      this.#differences.add(`journal ${line.n}: it cannot be folded: ${error instanceof Error ? error.message : error}`)
      return
    }
    this.#states.set(station, folded.state)
    this.#comparePlace(line, { at_ms: folded.at_ms, at_order: folded.at_order })
    const epoch = entry.kind === 'up' ? entry.epoch : null
    for (const effect of folded.effects) this.#derived.expect({ n: line.n, station, epoch }, effect)
  }

  #comparePlace(line: JournalLine, expected: { at_ms: number | null; at_order: number }): void {
    compare(`journal ${line.n}`, line, expected, this.#differences)
  }

  #compareDirectory(): void {
    const kept = this.#db.prepare<[], { kind: string; id: string; value: string }>(
      'SELECT kind, id, value FROM directory',
    )
    const expected = new Map(rowsOfDirectory(this.#directory).map(row => [`${row.kind}/${row.id}`, row.value]))
    this.#compareKeyed(
      'directory',
      kept.all().map(row => [`${row.kind}/${row.id}`, row.value]),
      expected,
    )
  }

  /** Both sides JSON; the order of keys does not count. */
  #compareKeyed(table: string, kept: [string, string][], expected: Map<string, string>): void {
    for (const [key, value] of kept) {
      const replayed = expected.get(key)
      expected.delete(key)
      if (replayed === undefined) this.#problems.add(`${table} ${key}: nothing in the journal makes this row`)
      else if (!sameJson(value, replayed)) this.#problems.add(`${table} ${key}: differs from what the journal makes it`)
    }
    for (const key of expected.keys())
      this.#problems.add(`${table} ${key}: the journal makes this row, but it is missing`)
  }
}
