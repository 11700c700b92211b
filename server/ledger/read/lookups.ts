/** What ingest asks of the book about one message. Prepared once, answered in microseconds, on the writing connection. */
import { payloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { hasExpired } from '../journal-line.ts'
import type { KnownIdentity, StoredVerdict } from '../types.ts'

export type Lookups = {
  lookup(identity: KnownIdentity, payload: string): 'absent' | 'same' | 'different'
  quarantined(station: string, identity: KnownIdentity | null, content_hash: string): boolean
  stationsQuarantined(): string[]
  verdictOf(identity: KnownIdentity): StoredVerdict | null
}

export function lookups(db: Connection): Lookups {
  const entry = db.prepare<[string, number, number, number], { salt: Buffer; payload_hash: Buffer }>(
    `SELECT salt, payload_hash FROM journal
     WHERE kind = 'up' AND station = ? AND epoch = ? AND boot = ? AND seq = ?`,
  )
  const quarantined = db
    .prepare<[string, string, number, number, number], 1>(
      `SELECT 1 FROM quarantine
       WHERE station = ? AND content_hash = ? AND epoch = ? AND boot = ? AND seq = ? LIMIT 1`,
    )
    .pluck()
  // What has no readable identity (broken JSON, a station nobody knows) is remembered by station and content alone.
  const quarantined_nameless = db
    .prepare<[string, string], 1>(
      `SELECT 1 FROM quarantine
       WHERE station = ? AND content_hash = ? AND (boot IS NULL OR epoch IS NULL) LIMIT 1`,
    )
    .pluck()
  const quarantined_stations = db.prepare<[], string>('SELECT DISTINCT station FROM quarantine').pluck()
  const verdict = db
    .prepare<[string, number, number, number], string>(
      'SELECT value FROM verdict WHERE station = ? AND epoch = ? AND boot = ? AND seq = ?',
    )
    .pluck()

  return {
    lookup({ station, epoch, boot, seq }, payload) {
      const row = entry.get(station, epoch, boot, seq)
      if (row === undefined) return 'absent'
      // What it said has expired, and so has whatever this could contradict.
      if (hasExpired(row)) return 'same'
      return payloadHash(row.salt, payload).equals(row.payload_hash) ? 'same' : 'different'
    },
    quarantined(station, identity, content_hash) {
      if (identity === null) return quarantined_nameless.get(station, content_hash) === 1
      const { epoch, boot, seq } = identity
      return quarantined.get(station, content_hash, epoch, boot, seq) === 1
    },
    stationsQuarantined: () => quarantined_stations.all(),
    verdictOf({ station, epoch, boot, seq }) {
      const value = verdict.get(station, epoch, boot, seq)
      return value === undefined ? null : (JSON.parse(value) as StoredVerdict)
    },
  }
}
