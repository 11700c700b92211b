/**
 * What the stations said and the server does not have yet, on disk. A message is appended before its station is
 * acknowledged and removed only by PUBACK, so that the gateway may be killed at any moment.
 *
 * Appends and removals of one turn of the event loop share one transaction (group commit, WAL, synchronous=FULL).
 */
import { hash } from 'node:crypto'
import Database from 'better-sqlite3'
import { HEARD_PER_STATION, OUTBOX_REFUSED_SHARE, OUTBOX_ROW_OVERHEAD_BYTES, REMOVE_DELAY_ms } from '../limits.ts'
import { OUTBOX_SCHEMA, OUTBOX_VERSION } from './schema.ts'

export type Incoming = {
  station: string
  type: string
  boot: number
  seq: number
  body: string
  /** as the station said it, where the gateway has added its own verdict: what a repetition is compared with */
  said?: string
}
/** A badge that waits for the server, as it will be sent. */
export type WaitingBadge = { id: number; body: string }
export type Waiting = { id: number; station: string; type: string; body: string }
export type AppendResult =
  /** on disk, waiting under this id */
  | { kind: 'kept'; id: number }
  /** this very message is or was here already: acknowledge it again, nothing was added */
  | { kind: 'known' }
  /** the cap is reached: the station keeps it */
  | { kind: 'full' }
  /** the disk refused: the station keeps it */
  | { kind: 'failed'; error: Error }

type Committed = { results: AppendResult[]; counts: Map<string, number>; bytes: number }
export type OutboxOptions = {
  file: string
  bytes_max: number
  onKept(): void
  /** stations the server takes nothing of: what waits of them must not take the room of all */
  refused?(): ReadonlySet<string>
}
type PendingAppend = { message: Incoming; settle: (result: AppendResult) => void }

export class Outbox {
  readonly #db: Database.Database
  readonly #sql: ReturnType<typeof prepare>
  readonly #bytes_max: number
  readonly #onKept: () => void
  readonly #refused: () => ReadonlySet<string>
  #appends: PendingAppend[] = []
  #removals: number[] = []
  #flush: NodeJS.Immediate | undefined
  #removeTimer: NodeJS.Timeout | undefined
  #waiting_bytes: number
  #waiting_count: number
  #waiting_of: Map<string, number>
  /** appends per station since its memory was last trimmed */
  readonly #sinceTrim = new Map<string, number>()

  /** Throws when the file cannot be opened, is of another version, or another gateway holds it. */
  constructor(options: OutboxOptions) {
    this.#bytes_max = options.bytes_max
    this.#onKept = options.onKept
    this.#refused = options.refused ?? (() => new Set())
    this.#db = openFile(options.file)
    this.#sql = prepare(this.#db)
    const waiting = this.#sql.waiting.all()
    this.#waiting_of = new Map(waiting.map(({ station, count }) => [station, count]))
    this.#waiting_count = sumOf(this.#waiting_of)
    this.#waiting_bytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Messages ever kept here; an id is never used twice. */
  get kept_count(): number {
    return this.#sql.kept.get()?.seq ?? 0
  }

  get waiting_count(): number {
    return this.#waiting_count
  }

  /** Of whom something waits, and how much. */
  get waiting_of(): ReadonlyMap<string, number> {
    return this.#waiting_of
  }

  /** Resolves once the message is on disk (or cannot be). Results come in the order of the calls. */
  append(message: Incoming): Promise<AppendResult> {
    return new Promise(settle => {
      this.#appends.push({ message, settle })
      this.#flush ??= setImmediate(() => this.flush())
    })
  }

  /** The server has them. They ride along with the next append, or go alone a little later. */
  remove(ids: number[]): void {
    this.#removals = this.#removals.concat(ids)
    this.#removeTimer ??= setTimeout(() => this.flush(), REMOVE_DELAY_ms)
  }

  /** Messages in order, oldest first, from behind `after_id`; never one whose removal was asked for before it was passed. */
  page(after_id: number, limit_rows: number): Waiting[] {
    return this.#sql.page.all(after_id, limit_rows)
  }

  /** Whether this very message is or was here already. What is on its way to disk does not count yet. */
  knows(message: Incoming): boolean {
    return this.#isKnown(message, contentOf(message))
  }

  /** The badges of a station the server does not have yet, oldest first. */
  waitingBadges(station: string): WaitingBadge[] {
    return this.#sql.badges.all(station)
  }

  /** The newest message of a station that was ever kept and is still remembered. */
  lastHeard(station: string): { boot: number; seq: number } | null {
    return this.#sql.last.get(station) ?? null
  }

  /** Commits what is pending now. */
  flush(): void {
    clearImmediate(this.#flush)
    clearTimeout(this.#removeTimer)
    this.#flush = undefined
    this.#removeTimer = undefined
    const appends = this.#appends
    const removals = this.#removals
    if (appends.length === 0 && removals.length === 0) return
    this.#appends = []
    this.#removals = []
    let committed: Committed
    try {
      committed = this.#commit(appends, removals)
    } catch (error) {
      this.#fail(appends, removals, error instanceof Error ? error : new Error(String(error)))
      return
    }
    this.#settle(appends, committed)
  }

  close(): void {
    this.flush()
    clearTimeout(this.#removeTimer)
    this.#db.close()
  }

  /** Once one does not fit, none after it of its station is kept in the group: a station's messages must not overtake each other. */
  #commit(appends: PendingAppend[], removals: number[]): Committed {
    return this.#db.transaction(() => {
      const counts = new Map(this.#waiting_of)
      const add = (station: string, more: number) => counts.set(station, (counts.get(station) ?? 0) + more)
      let bytes = this.#waiting_bytes
      for (const id of removals) {
        const removed = this.#sql.remove.get(id)
        if (removed === undefined) continue
        add(removed.station, -1)
        bytes -= removed.cost_bytes
      }
      const full = new Set<string>()
      const refused = this.#refused()
      const results = appends.map(({ message }): AppendResult => {
        const content = contentOf(message)
        if (this.#isKnown(message, content)) return { kind: 'known' }
        const cost_bytes = Buffer.byteLength(message.body) + OUTBOX_ROW_OVERHEAD_BYTES
        const room_bytes = refused.has(message.station) ? this.#bytes_max * OUTBOX_REFUSED_SHARE : this.#bytes_max
        if (bytes + cost_bytes > room_bytes) full.add(message.station)
        if (full.has(message.station)) return { kind: 'full' }
        add(message.station, 1)
        bytes += cost_bytes
        return { kind: 'kept', id: this.#insert(message, content, cost_bytes) }
      })
      return { results, counts, bytes }
    })()
  }

  /** Looked up inside the transaction, so that two copies in one group are seen too. */
  #isKnown({ station, boot, seq }: Incoming, content: Buffer): boolean {
    // Same identity with other content is not ours to judge: the server quarantines it and raises the alarm.
    return this.#sql.heard.get(station, boot, seq)?.hash.equals(content) ?? false
  }

  #insert({ station, type, boot, seq, body }: Incoming, content: Buffer, cost_bytes: number): number {
    this.#sql.hear.run(station, boot, seq, content)
    const { lastInsertRowid } = this.#sql.append.run(station, type, body, cost_bytes)
    this.#trim(station)
    return Number(lastInsertRowid)
  }

  #trim(station: string): void {
    const since = (this.#sinceTrim.get(station) ?? 0) + 1
    this.#sinceTrim.set(station, since % HEARD_PER_STATION)
    if (since === HEARD_PER_STATION) this.#sql.forget.run(station, station, HEARD_PER_STATION)
  }

  #settle(appends: PendingAppend[], { results, counts, bytes }: Committed): void {
    this.#waiting_of = counts
    this.#waiting_count = sumOf(counts)
    this.#waiting_bytes = bytes
    for (const [index, { settle }] of appends.entries()) {
      const result = results[index]
      if (result === undefined) throw new Error('a commit answers each append')
      settle(result)
    }
    if (results.some(result => result.kind === 'kept')) this.#onKept()
  }

  /** Nothing changed on disk. Appends stay with their stations; removals are tried again. */
  #fail(appends: PendingAppend[], removals: number[], error: Error): void {
    if (removals.length > 0) this.remove(removals)
    for (const { settle } of appends) settle({ kind: 'failed', error })
  }
}

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, one) => sum + one, 0)

const contentOf = ({ type, body, said }: Incoming): Buffer => hash('sha256', `${type}\n${said ?? body}`, 'buffer')

function openFile(file: string): Database.Database {
  const db = new Database(file, { timeout: 1_000 })
  // One gateway a file: a second one on the same data would send everything twice.
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const version = db.pragma('user_version', { simple: true })
  if (version !== 0 && version !== OUTBOX_VERSION) {
    db.close()
    throw new Error(`${file} has version ${version}, this program knows ${OUTBOX_VERSION}`)
  }
  db.exec(OUTBOX_SCHEMA)
  db.pragma(`user_version = ${OUTBOX_VERSION}`)
  return db
}

function prepare(db: Database.Database) {
  return {
    waiting: db.prepare<[], { station: string; count: number; bytes: number }>(
      'SELECT station, count(*) AS count, sum(cost_bytes) AS bytes FROM waiting GROUP BY station',
    ),
    kept: db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'waiting'"),
    append: db.prepare<[string, string, string, number]>(
      'INSERT INTO waiting (station, type, body, cost_bytes) VALUES (?, ?, ?, ?)',
    ),
    page: db.prepare<[number, number], Waiting>(
      'SELECT id, station, type, body FROM waiting WHERE id > ? ORDER BY id LIMIT ?',
    ),
    remove: db.prepare<[number], { station: string; cost_bytes: number }>(
      'DELETE FROM waiting WHERE id = ? RETURNING station, cost_bytes',
    ),
    heard: db.prepare<[string, number, number], { hash: Buffer }>(
      'SELECT hash FROM heard WHERE station = ? AND boot = ? AND seq = ?',
    ),
    badges: db.prepare<[string], WaitingBadge>(
      "SELECT id, body FROM waiting WHERE type = 'badge' AND station = ? ORDER BY id",
    ),
    last: db.prepare<[string], { boot: number; seq: number }>(
      'SELECT boot, seq FROM heard WHERE station = ? ORDER BY id DESC LIMIT 1',
    ),
    hear: db.prepare<[string, number, number, Buffer]>(
      'INSERT OR REPLACE INTO heard (station, boot, seq, hash) VALUES (?, ?, ?, ?)',
    ),
    forget: db.prepare<[string, string, number]>(
      'DELETE FROM heard WHERE station = ? AND id <= (SELECT id FROM heard WHERE station = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
    ),
  }
}
