/** What must be known of the stations after a restart, on disk before anything follows from it. */
import Database from 'better-sqlite3'
import * as z from 'zod'
import { type NativeStanding, STANDING_AT_START } from './native/standing.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS composed (
  station TEXT PRIMARY KEY,
  boot INTEGER NOT NULL,
  session_open INTEGER NOT NULL,
  locked INTEGER NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS native (
  station TEXT PRIMARY KEY,
  standing TEXT NOT NULL
) WITHOUT ROWID, STRICT;
`
/** When thirty people badge at once, thirty syncs one after the other would keep every answer waiting. */
const WRITE_DELAY_ms = 50
const RETRY_ms = 1_000

/** The rest of a standing is learnt again within a sample. */
const Lasting = z.object({
  boot: z.int(),
  up_ms: z.number(),
  holder: z.string().nullable(),
  locked: z.boolean(),
  needs_confirm: z.boolean(),
  faults: z.array(z.string()),
  has_meter: z.boolean(),
})

export type Remembered = { boot: number; session_open: boolean; locked: boolean; closed: boolean }

export class StationMemory {
  readonly #db: Database.Database
  readonly #powerUp: Database.Statement<
    [string],
    { boot: number; session_open: number; locked: number; closed: number }
  >
  readonly #standings = new Map<string, string>()
  /** what was written last, without the moment of it */
  readonly #remembered = new Map<string, string>()
  /** and what is not written yet */
  readonly #unwritten = new Map<string, string>()
  #writing: NodeJS.Timeout | undefined
  readonly #putStandings: (rows: [station: string, standing: string][]) => void
  readonly #remember: Database.Statement<[number, number, number, string]>

  constructor(file: string) {
    this.#db = new Database(file)
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(SCHEMA)
    addClosed(this.#db)
    this.#powerUp = this.#db.prepare(
      `INSERT INTO composed (station, boot, session_open, locked) VALUES (?, 1, 0, 0)
       ON CONFLICT DO UPDATE SET boot = boot + 1 RETURNING boot, session_open, locked, closed`,
    )
    const put = this.#db.prepare<[string, string]>('INSERT OR REPLACE INTO native (station, standing) VALUES (?, ?)')
    this.#putStandings = this.#db.transaction((rows: [string, string][]) => {
      for (const [station, standing] of rows) put.run(station, standing)
    })
    const kept = this.#db.prepare<[], { station: string; standing: string }>('SELECT station, standing FROM native')
    for (const { station, standing } of kept.all()) this.#standings.set(station, standing)
    this.#remember = this.#db.prepare('UPDATE composed SET session_open = ?, locked = ?, closed = ? WHERE station = ?')
  }

  /** A new boot, durable when this returns (contract §1 `boot`), and what the last one left. */
  powerUp(station: string): Remembered {
    const row = this.#powerUp.get(station)
    if (row === undefined) throw new Error('an upsert returns its row')
    const { boot, session_open, locked, closed } = row
    return { boot, session_open: session_open === 1, locked: locked === 1, closed: closed === 1 }
  }

  remember(station: string, { session_open, locked, closed }: Omit<Remembered, 'boot'>): void {
    this.#remember.run(Number(session_open), Number(locked), Number(closed), station)
  }

  /** Who stood at a native station when this was last known. */
  standing(station: string): NativeStanding {
    const kept = this.#standings.get(station)
    return kept === undefined ? STANDING_AT_START : { ...STANDING_AT_START, ...Lasting.parse(JSON.parse(kept)) }
  }

  /** Written only when something lasting changed, not with each sample, and together with what other stations have. */
  rememberStanding(station: string, standing: NativeStanding): void {
    const { up_ms, ...lasting } = Lasting.parse(standing)
    const text = JSON.stringify(lasting)
    if (this.#remembered.get(station) === text) return
    this.#remembered.set(station, text)
    this.#unwritten.set(station, JSON.stringify({ up_ms, ...lasting }))
    this.#writing ??= setTimeout(() => this.#write(), WRITE_DELAY_ms)
  }

  /** What the disk refuses now goes with the next: the badges that wait tell who stands where. */
  #write(): void {
    this.#writing = undefined
    try {
      this.#putStandings([...this.#unwritten])
      this.#unwritten.clear()
    } catch {
      this.#writing = setTimeout(() => this.#write(), RETRY_ms)
    }
  }

  close(): void {
    clearTimeout(this.#writing)
    this.#write()
    clearTimeout(this.#writing)
    this.#db.close()
  }
}

/** A file from before contacts were remembered. */
function addClosed(db: Database.Database): void {
  const columns = db.pragma('table_info(composed)') as { name: string }[]
  if (columns.every(({ name }) => name !== 'closed'))
    db.exec('ALTER TABLE composed ADD COLUMN closed INTEGER NOT NULL DEFAULT 0')
}
