/** The embedded store's own file. Every table is a projection: delete the file and a rebuild restores it. */
import type { Database } from 'better-sqlite3'

export const MINUTE_MS = 60_000

/** Raised with every change of the tables below; a file of a newer version is refused, an older one is rebuilt. */
const SCHEMA_VERSION = 1

/**
 * Primary keys are the series' identity and the timestamp, so that a replay overwrites. `name` keeps rows short: a slug is
 * stored once. A minute of a machine is either in `minute` (complete) or in `due` (its raw samples are the authority),
 * never in both. `raw_floor_ms` is a whole minute: from there on every raw sample is kept.
 */
const TABLES = `
CREATE TABLE name (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sample (
  machine INTEGER NOT NULL, at_ms INTEGER NOT NULL, station INTEGER NOT NULL, ord INTEGER NOT NULL,
  current_mA INTEGER, relay INTEGER NOT NULL, power_W REAL, energy_Wh REAL, running_ms INTEGER,
  PRIMARY KEY (machine, at_ms, station, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE minute (
  machine INTEGER NOT NULL, minute_ms INTEGER NOT NULL, samples INTEGER NOT NULL,
  currents INTEGER NOT NULL, current_mA_sum INTEGER, current_mA_min INTEGER, current_mA_max INTEGER,
  powers INTEGER NOT NULL, power_W_sum REAL,
  PRIMARY KEY (machine, minute_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE due (
  machine INTEGER NOT NULL, minute_ms INTEGER NOT NULL, due_at_ms INTEGER NOT NULL, PRIMARY KEY (machine, minute_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (due_at_ms);
CREATE TABLE state (
  machine INTEGER NOT NULL, at_ms INTEGER NOT NULL, ord INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (machine, at_ms, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE fault (
  machine INTEGER NOT NULL, at_ms INTEGER NOT NULL, code TEXT NOT NULL, ord INTEGER NOT NULL, active INTEGER NOT NULL,
  PRIMARY KEY (machine, at_ms, code, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  at_ms INTEGER NOT NULL, machine INTEGER NOT NULL, session TEXT NOT NULL, category TEXT,
  running_ms INTEGER NOT NULL, worked_ms INTEGER NOT NULL, session_ms INTEGER NOT NULL, idle_ms INTEGER NOT NULL,
  silent_ms INTEGER NOT NULL, fault_ms INTEGER NOT NULL, energy_Wh REAL NOT NULL, grade TEXT NOT NULL,
  PRIMARY KEY (at_ms, machine, session)
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES ('raw_floor_ms', 0);
`

/** What a clear empties. `name` stays: another process on this file may remember its numbers. */
export const POINT_TABLES = ['sample', 'minute', 'due', 'state', 'fault', 'session'] as const

export function prepareFile(db: Database): void {
  // FULL: the follower's cursor moves on once a batch is accepted, so an accepted batch must survive a power cut.
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `${db.name} was written by a newer Navette (telemetry schema ${version}, this one is ${SCHEMA_VERSION})`,
    )
  }
  if (version === SCHEMA_VERSION) return
  db.transaction(() => {
    db.exec(TABLES)
    db.pragma(`user_version = ${SCHEMA_VERSION}`)
  }).immediate()
}

export function rawFloor_ms(db: Database): () => number {
  const read = db.prepare<[], number>("SELECT value FROM setting WHERE key = 'raw_floor_ms'").pluck()
  return () => read.get() ?? 0
}

export const minuteOf = (at_ms: number): number => Math.floor(at_ms / MINUTE_MS) * MINUTE_MS
export const minuteFrom = (at_ms: number): number => Math.ceil(at_ms / MINUTE_MS) * MINUTE_MS
