/**
 * What ingest needs of the outside. The ledger implements `IngestLedger`; `main.ts` hands both to each other.
 * All operations are asynchronous, so that a ledger across a network can stand behind the same port.
 */

import type { Downlink } from '#server/contract/downlink.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { CommitResult, Group, KnownIdentity, Loaded, StoredVerdict } from '#server/domain/group.ts'
import type { Effect, MachineView, Session, StationAction } from '#server/domain/metering/types.ts'
import type { Untouched } from '#server/domain/who/erasure.ts'

export type {
  CommitResult,
  Group,
  JournalAppend,
  KeptEffect,
  KnownIdentity,
  Loaded,
  QuarantineAppend,
  StateRow,
  StoredVerdict,
} from '#server/domain/group.ts'

export interface IngestLedger {
  /** Head, directory and every station's state as of one moment. Rejects when the file cannot be read. */
  load(): Promise<Loaded>
  /** Head and directory, where nothing that a station's state rests on was appended after `head`; null: load anew. */
  directoryAfter(head: number): Promise<{ head: number; directory: Directory } | null>
  /** One transaction, on disk when it resolves. Rejects (disk full, I/O) with nothing changed. */
  commit(group: Group): Promise<CommitResult>
  /** Rejects where there is no room for so much. Nothing of it stays. */
  reserve(bytes: number): Promise<void>
  /** True when a journal entry of this identity exists and its payload is this one (salted hash compared). */
  lookup(identity: KnownIdentity, payload: string): Promise<'absent' | 'same' | 'different'>
  /** True when this identity is already quarantined with this very content. */
  quarantined(station: string, identity: KnownIdentity | null, content_hash: string): Promise<boolean>
  /** Stations that have anything in quarantine; without it every message of every station is looked up there. */
  stationsQuarantined?(): Promise<Iterable<string>>
  /** Verdict already given for a badge message, if it was journalled. */
  verdictOf(identity: KnownIdentity): Promise<StoredVerdict | null>
  /** Whether a session of theirs, or anything of the books or the accounts, came after that entry. */
  touchedSince(untouched: Untouched): Promise<boolean>
  /** Changes whenever another connection wrote (`PRAGMA data_version`). */
  dataVersion(): number
}

/** What the world hears after a commit. Never called before it. */
export type Announcement = {
  head: number
  effects: { station: string; effect: Effect }[]
  /** present view of every machine the group touched */
  machines: { machine: string; view: MachineView; session: Session | null }[]
}

export interface Announcer {
  announce(announcement: Announcement): void
}

export interface DownlinkSender {
  send(downlink: Downlink): void
}

/**
 * A manager's act, entered like a message and resolved after its commit. What it needs to be true is judged when its turn comes, after
 * whatever was said before it and is not on disk yet (asked before, a badge on its way would be missed).
 * `unneeded`: a machine nobody may be at and nothing be booked at. `untouched`: somebody of whom nothing was recorded since it was asked.
 */
export type Act =
  | { station: string; action: StationAction }
  | { entry: DirectoryEntry; unneeded?: string; untouched?: Untouched }

export type Clock = {
  now_ms(): number
  /** counts on whatever the clock is set to; absent: nobody can tell when it was set */
  steady_ms?(): number
}
