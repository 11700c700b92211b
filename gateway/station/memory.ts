/** What a composed station must know at its next power-up, on disk before anything follows from it. */
import Database from 'better-sqlite3'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS composed (
  station TEXT PRIMARY KEY,
  boot INTEGER NOT NULL,
  session_open INTEGER NOT NULL,
  locked INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
`

export type Remembered = { boot: number; session_open: boolean; locked: boolean }

export class StationMemory {
  readonly #db: Database.Database
  readonly #powerUp: Database.Statement<[string], { boot: number; session_open: number; locked: number }>
  readonly #remember: Database.Statement<[number, number, string]>

  constructor(file: string) {
    this.#db = new Database(file)
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(SCHEMA)
    this.#powerUp = this.#db.prepare(
      `INSERT INTO composed (station, boot, session_open, locked) VALUES (?, 1, 0, 0)
       ON CONFLICT DO UPDATE SET boot = boot + 1 RETURNING boot, session_open, locked`,
    )
    this.#remember = this.#db.prepare('UPDATE composed SET session_open = ?, locked = ? WHERE station = ?')
  }

  /** A new boot, durable when this returns (contract §1 `boot`), and what the last one left. */
  powerUp(station: string): Remembered {
    const row = this.#powerUp.get(station)
    if (row === undefined) throw new Error('an upsert returns its row')
    return { boot: row.boot, session_open: row.session_open === 1, locked: row.locked === 1 }
  }

  remember(station: string, { session_open, locked }: Omit<Remembered, 'boot'>): void {
    this.#remember.run(Number(session_open), Number(locked), station)
  }

  close(): void {
    this.#db.close()
  }
}
