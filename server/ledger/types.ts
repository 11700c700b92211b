/**
 * What the ledger takes and gives. The rooms it serves declare ports of the same shape; test/contract/ledger-ports.test.ts
 * checks that they fit. Times are Unix ms, ranges half-open.
 */
import type { Directory } from '#server/domain/directory.ts'
import type { Disposition } from '#server/domain/journal.ts'
import type { Effect } from '#server/domain/metering/types.ts'
import type { JournalRow, Page, TelemetryPoint } from '#server/domain/records.ts'

export type * from '#server/domain/records.ts'

export type JournalAppend = {
  received_at_ms: number
  kind: 'up' | 'action' | 'directory' | 'books'
  type: string
  disposition: Disposition
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  at_ms: number | null
  at_order: number
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
  reason: string
  detail: string
  content_hash: string
  payload: Buffer
}
export type KeptEffect = { entry: number; station: string; effect: Effect }
export type DirectoryRow = { kind: string; id: string; value: string | null }
export type StateRow = { station: string; state: string }
export type Group = {
  expected_head: number
  journal: JournalAppend[]
  effects: KeptEffect[]
  states: StateRow[]
  directory: DirectoryRow[]
  quarantine: QuarantineAppend[]
  /** about what never reached the journal: rows of `alert` whose `n` is null */
  alerts?: { at_ms: number; code: string; machine: string | null; detail: string }[]
}
export type CommitResult = { kind: 'committed'; head: number } | { kind: 'stale' }
export type Loaded = { head: number; directory: Directory; states: Map<string, string> }
export type KnownIdentity = { station: string; epoch: number; boot: number; seq: number }
export type StoredVerdict = Extract<Effect, { kind: 'verdict' }>
export type Head = { n: number; chain: string }

export type Evidence = { head: Head; page: Page<JournalRow> }
export type Counts = { messages: number; quarantined: number; late: number; gaps: number; sessions: number }

export type PointBatch = { points: TelemetryPoint[]; to_n: number }
export type DeadLetter = { at_ms: number; n: number; line: string; error: string }

export type Settings = { site: string; badge_key: string }
export type Grant = { kind: 'station' | 'gateway' | 'plug'; id: string; stations: string[] }
export type IssuedToken = { principal: string; token: string; badge_key: string }

export type VerifyReport = Counts & { journal_head: string; ledger_hash: string; ok: boolean; problems: string[] }
