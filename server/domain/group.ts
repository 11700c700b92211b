/**
 * One group of messages as ingest folds it and the ledger makes it durable: the words both rooms speak, since neither may
 * import the other.
 */
import type { Directory } from './directory.ts'
import type { Disposition } from './journal.ts'
import type { AlertCode, Effect } from './metering/types.ts'

/** One journal line to append. `payload` is canonical JSON (sorted keys) of the message, action or directory entry. */
export type JournalAppend = {
  received_at_ms: number
  kind: 'up' | 'action' | 'directory' | 'books' | 'accounts' | 'checkpoint'
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
  /** one of the contract's `QuarantineReason` */
  reason: string
  detail: string
  /** SHA-256 hex of type and canonical content (raw bytes where it is not JSON) */
  content_hash: string
  /** the bytes as received, at most the packet limit */
  payload: Uint8Array
}

/** Effects (all kinds; verdicts too, so that a repeated badge gets the same answer), each with the index in `journal` of the entry it comes from. */
export type KeptEffect = { entry: number; station: string; effect: Effect }

/** A station's state as of the end of the group it is written with, as JSON. */
export type StateRow = { station: string; state: string }

export type Group = {
  /** `n` of the last journal entry the fold was computed on; another head means somebody else has appended */
  expected_head: number
  journal: JournalAppend[]
  effects: KeptEffect[]
  /**
   * States are written now and then, not with every message: over 1 kB each, they were most of what a commit of a few
   * messages wrote. What a state row does not hold yet is folded from the journal's tail when the ledger is loaded.
   */
  states: StateRow[]
  /**
   * With this group every state row holds all entries of its station up to here: where the next load begins to fold. Absent:
   * up to the end of this group. Written only together with states.
   */
  states_n?: number
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

export type StoredVerdict = Extract<Effect, { kind: 'verdict' }>

export type Loaded = {
  head: number
  directory: Directory
  /** every station's state as of `head`, as JSON */
  states: Map<string, string>
  /** stations whose state row misses entries that had to be folded anew, by the first of them; oldest first */
  unwritten: Map<string, number>
}
