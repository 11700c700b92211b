/**
 * The `config` and `list` of each serial station as last received, on disk: a station that comes back while the server is
 * away still gets them. Nothing else that goes down is ever stored.
 */
import Database from 'better-sqlite3'
import type { KeptDown } from '../station/native-station.ts'

export const KEPT_TYPES = ['config', 'list'] as const
export type KeptType = (typeof KEPT_TYPES)[number]
export const isKeptType = (type: string): type is KeptType => KEPT_TYPES.some(kept => kept === type)

const SCHEMA = `
CREATE TABLE IF NOT EXISTS kept (
  station TEXT NOT NULL,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (station, type)
) WITHOUT ROWID, STRICT;
`

export class KeptDownlink {
  readonly #db: Database.Database
  readonly #put: Database.Statement<[string, string, string]>
  readonly #drop: Database.Statement<[string, string]>
  readonly #of: Database.Statement<[string], { type: string; payload: string }>

  constructor(file: string) {
    this.#db = new Database(file)
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(SCHEMA)
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO kept (station, type, payload) VALUES (?, ?, ?)')
    this.#drop = this.#db.prepare('DELETE FROM kept WHERE station = ? AND type = ?')
    this.#of = this.#db.prepare('SELECT type, payload FROM kept WHERE station = ? ORDER BY type')
  }

  put(station: string, type: KeptType, payload: Record<string, unknown>): void {
    this.#put.run(station, type, JSON.stringify(payload))
  }

  /** An empty retained message withdraws the one before. */
  drop(station: string, type: KeptType): void {
    this.#drop.run(station, type)
  }

  of(station: string): KeptDown[] {
    return this.#of.all(station).map(row => ({ type: row.type, payload: JSON.parse(row.payload) }))
  }

  close(): void {
    this.#db.close()
  }
}
