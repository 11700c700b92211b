/**
 * What the ledger takes and gives. The rooms it serves declare ports of the same shape; test/contract/ledger-ports.test.ts
 * checks that they fit. Times are Unix ms, ranges half-open.
 */
import type { Directory } from '#server/domain/directory.ts'
import type { Disposition } from '#server/domain/journal.ts'
import type { Effect, MachineState, Session } from '#server/domain/metering/types.ts'

export type JournalAppend = {
  received_at_ms: number
  kind: 'up' | 'action' | 'directory'
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

export type Page<T> = { items: T[]; next: string | null }
export type Range = { from_ms: number; to_ms: number }
export type PageQuery = { limit: number; cursor: string | null }
export type SessionQuery = PageQuery & {
  from_ms?: number | undefined
  to_ms?: number | undefined
  machine?: string | undefined
  member?: string | undefined
  open?: boolean | undefined
}
export type FaultQuery = PageQuery & { open?: boolean | undefined; machine?: string | undefined }
export type FaultRow = {
  id: number
  machine: string
  station: string
  code: string
  detail: string | null
  from_at_ms: number
  to_at_ms: number | null
  session: string | null
  acknowledged_at_ms: number | null
  acknowledged_by: string | null
  resolved_at_ms: number | null
  resolved_by: string | null
  resolution: string | null
}
export type AlertRow = { id: number; at_ms: number; code: string; machine: string | null; detail: string }
export type AuditRow = { id: number; at_ms: number; actor: string; action: string; subject: string; detail: string }
export type JournalRow = {
  n: number
  received_at_ms: number
  kind: string
  type: string
  disposition: string
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  payload: string
  payload_hash: string
  chain: string
}
export type Evidence = { head: Head; page: Page<JournalRow> }
export type StateChange = { at_ms: number; state: MachineState; session: string | null }
export type UtilisationBy = 'machine' | 'hour' | 'weekday-hour' | 'member-category'
export type UtilisationRow = {
  key: string
  running_ms: number
  worked_ms: number
  session_ms: number
  energy_Wh: number
  sessions: number
}
export type UsageRow = Omit<UtilisationRow, 'key'> & { machine: string; category: string | null }
export type UnattributedRow = {
  id: number
  machine: string
  from_at_ms: number
  to_at_ms: number
  running_ms: number
  energy_Wh: number
}
export type PersonRow = { member: string; name: string | null; email: string | null }
export type Counts = { messages: number; quarantined: number; late: number; gaps: number; sessions: number }

export type TelemetryPoint =
  | {
      kind: 'sample'
      n: number
      machine: string
      station: string
      at_ms: number
      order: number
      current_mA: number | null
      relay: boolean
      power_W: number | null
      energy_Wh: number | null
      running_ms: number | null
    }
  | { kind: 'state'; n: number; machine: string; at_ms: number; order: number; state: MachineState }
  | {
      kind: 'session'
      n: number
      machine: string
      category: string | null
      at_ms: number
      session: string
      running_ms: number
      worked_ms: number
      session_ms: number
      idle_ms: number
      silent_ms: number
      fault_ms: number
      energy_Wh: number
      grade: Session['grade']
    }
  | { kind: 'fault'; n: number; machine: string; at_ms: number; order: number; code: string; active: boolean }
export type PointBatch = { points: TelemetryPoint[]; to_n: number }
export type DeadLetter = { at_ms: number; n: number; line: string; error: string }

export type Settings = { site: string; badge_key: string }
export type Grant = { kind: 'station' | 'gateway'; id: string; stations: string[] }
export type IssuedToken = { principal: string; token: string; badge_key: string }

export type VerifyReport = Counts & { journal_head: string; ledger_hash: string; ok: boolean; problems: string[] }
