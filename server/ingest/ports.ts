/**
 * What ingest needs of the outside. The ledger implements `IngestLedger`; `main.ts` hands both to each other.
 * All operations are asynchronous, so that a ledger across a network can stand behind the same port.
 */

import type { Downlink } from '#server/contract/downlink.ts'
import type { QuarantineReason } from '#server/contract/uplink.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { Disposition } from '#server/domain/journal.ts'
import type { AlertCode, Effect, MachineView, Session, StationAction } from '#server/domain/metering/types.ts'

/** One journal line to append. `payload` is canonical JSON (sorted keys) of the message, action or directory entry. */
export type JournalAppend = {
  received_at_ms: number
  kind: 'up' | 'action' | 'directory'
  type: string
  disposition: Disposition
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  /** where the fold placed it on the calendar; null when it has no place (directory entries) */
  at_ms: number | null
  /** 0, or the count of earlier samples of this station at the very same `at_ms` in a row: keeps telemetry points apart */
  at_order: number
  /**
   * `up_ms` of the last message of the same boot in the batch this one came in: what "elapsed" is counted back from when
   * its own clock is not believed (contract §1, `at_ms`). Absent or null: it came alone. Chained, because replay needs it.
   */
  batch_last_up_ms?: number | null | undefined
  payload: string
}

export type QuarantineAppend = {
  received_at_ms: number
  station: string
  epoch: number | null
  boot: number | null
  seq: number | null
  type: string
  reason: QuarantineReason
  detail: string
  /** SHA-256 hex of type and canonical content (raw bytes where it is not JSON) */
  content_hash: string
  /** the bytes as received, at most the packet limit */
  payload: Buffer
}

/** Effects (all kinds; verdicts too, so that a repeated badge gets the same answer), each with the index in `journal` of the entry it comes from. */
export type KeptEffect = { entry: number; station: string; effect: Effect }

export type Group = {
  /** `n` of the last journal entry the fold was computed on; another head means somebody else has appended */
  expected_head: number
  journal: JournalAppend[]
  effects: KeptEffect[]
  /** new state of every station the group touched, as JSON */
  states: { station: string; state: string }[]
  /** directory rows to put (value as JSON) or remove (null) */
  directory: { kind: string; id: string; value: string | null }[]
  quarantine: QuarantineAppend[]
  /** About what never reached the journal (a contradiction): rows of `alert` whose `n` is null. Absent: none. */
  alerts?: { at_ms: number; code: AlertCode; machine: string | null; detail: string }[]
}

export type CommitResult =
  | { kind: 'committed'; head: number }
  /** another writer appended since `expected_head`: reload, fold again, commit again */
  | { kind: 'stale' }

export type KnownIdentity = { station: string; epoch: number; boot: number; seq: number }

export interface IngestLedger {
  /** Head, directory and every station's state as of one moment. Rejects when the file cannot be read. */
  load(): Promise<{ head: number; directory: Directory; states: Map<string, string> }>
  /** One transaction, on disk when it resolves. Rejects (disk full, I/O) with nothing changed. */
  commit(group: Group): Promise<CommitResult>
  /** True when a journal entry of this identity exists and its payload is this one (salted hash compared). */
  lookup(identity: KnownIdentity, payload: string): Promise<'absent' | 'same' | 'different'>
  /** True when this identity is already quarantined with this very content. */
  quarantined(station: string, identity: KnownIdentity | null, content_hash: string): Promise<boolean>
  /** Stations that have anything in quarantine; without it every message of every station is looked up there. */
  stationsQuarantined?(): Promise<Iterable<string>>
  /** Verdict already given for a badge message, if it was journalled. */
  verdictOf(identity: KnownIdentity): Promise<StoredVerdict | null>
  /** Changes whenever another connection wrote (`PRAGMA data_version`). */
  dataVersion(): number
}

export type StoredVerdict = Extract<Effect, { kind: 'verdict' }>

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

/** A manager's act, entered like a message and resolved after its commit. */
export type Act = { station: string; action: StationAction } | { entry: DirectoryEntry }

export type Clock = { now_ms(): number }
