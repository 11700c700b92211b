/** What ingest asks and commits, on the connection that writes: nothing here goes through a builder of queries. */
import type { Untouched } from '#server/domain/who/erasure.ts'
import { loader, type Present } from '../read/load.ts'
import { lookups } from '../read/lookups.ts'
import { reserve } from '../reserve.ts'
import type * as T from '../types.ts'
import { groupCommitter } from '../write/commit.ts'
import { touchedSince } from '../write/people.ts'
import type { Parts } from './parts.ts'

export function messagesDoor({ db, file, done, dataVersion }: Parts) {
  const stored = loader(db)
  const known = lookups(db)
  const commit = groupCommitter(db, file)
  const touched = touchedSince(db)
  return {
    load: (): Promise<T.Loaded> => done(() => stored.load()),
    /** Head and directory alone: what a command asks, without folding anything. */
    present: (): Promise<Present> => done(() => stored.present()),
    directoryAfter: (head: number): Promise<Present | null> => done(() => stored.directoryAfter(head)),
    /** One transaction, on disk when it resolves. Rejects with a LedgerError and nothing changed. */
    async commit(group: T.Group): Promise<T.CommitResult> {
      return commit(group)
    },
    /** Rejects where the disk has no room for so much. */
    reserve: (bytes: number): Promise<void> => reserve(file, bytes),
    async lookup(identity: T.KnownIdentity, payload: string): Promise<'absent' | 'same' | 'different'> {
      return known.lookup(identity, payload)
    },
    async quarantined(station: string, identity: T.KnownIdentity | null, content_hash: string): Promise<boolean> {
      return known.quarantined(station, identity, content_hash)
    },
    async stationsQuarantined(): Promise<string[]> {
      return known.stationsQuarantined()
    },
    async verdictOf(identity: T.KnownIdentity): Promise<T.StoredVerdict | null> {
      return known.verdictOf(identity)
    },
    /** Asked before an erasure; what is committed on the head it was asked at finds the same. */
    touchedSince: (untouched: Untouched): Promise<boolean> => done(() => touched(untouched)),
    dataVersion,
  }
}
