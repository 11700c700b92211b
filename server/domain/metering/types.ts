/**
 * The words of metering: what goes into the station fold and what comes out of it.
 * All durations are integer milliseconds of the station's own `up_ms`; `_at_ms` is Unix time for the calendar only.
 */

export type MachineState = 'off' | 'idle' | 'running' | 'fault' | 'silent'
export type Sensor = 'none' | 'current' | 'power' | 'energy'
/** How sure a duration is: register, estimate from RMS, end − start, or said by a person (contract §3). */
export type Grade = 'measured' | 'estimated' | 'elapsed' | 'declared'
export type EndReason =
  | 'badge-out'
  | 'takeover'
  | 'idle'
  | 'closing-time'
  | 'max-duration'
  | 'fault'
  | 'estop'
  | 'lockout'
  | 'power-loss'
  | 'silence'
  | 'admin'
  | 'pass-expired'
export type DenialReason =
  | 'too-late'
  | 'unknown-badge'
  | 'badge-blocked'
  | 'clone-suspected'
  | 'pass-expired'
  | 'member-suspended'
  | 'charter-unsigned'
  | 'spending-limit'
  | 'no-qualification'
  | 'outside-hours'
  | 'machine-locked'
  | 'reserved'
  | 'machine-busy'
  | 'offline-not-listed'
  | 'start-not-confirmed'

/** How a machine's current is read. Currents in mA, holds in ms, timeouts in s; null never ends a session. */
export type Profile = {
  id: string
  version: number
  idle_mA: number
  run_mA: number
  run_on_mA: number
  run_off_mA: number
  min_on_ms: number
  hold_ms: number
  idle_timeout_s: number | null
  max_duration_s: number | null
  /** its cycle goes on by itself in pulses, as a kiln's: over once its pauses outlast `hold_ms` */
  unattended?: true | undefined
  /** least draw with the supply there. 0: the machine may be dark and well; null or absent: nobody taught it */
  standby_mA?: number | null | undefined
  /** the most its meter can measure; null or absent: not told */
  limit_mA?: number | null | undefined
  /** the lesson it was learnt in; null or absent: somebody wrote it */
  learnt?: LearntFrom | null | undefined
  /** its levels were set by figures, beside no lesson; null or absent: they were not */
  set?: SetByHand | null | undefined
}

/** What levels rest on, for whoever asks later why they are what they are. */
export type LearntFrom = { machine: string; from_at_ms: number; to_at_ms: number; agreement: number; by: string }
/** `why`: as whoever set them put it, where they said anything; it names nobody. */
export type SetByHand = { machine: string; at_ms: number; by: string; why: string | null }

export type Envelope = { boot: number; seq: number; up_ms: number; at_ms: number | null }
export type HelloMessage = Envelope & {
  type: 'hello'
  fw: string
  model: string
  reader: boolean
  meter: 'none' | 'current' | 'power' | 'energy'
  relay: boolean
  list_version: number | null
  sample_ms?: number | undefined
}
export type BadgeMessage = Envelope & {
  type: 'badge'
  badge: string
  order?: string | undefined
  offline?: { verdict: 'granted' | 'denied' | 'ended'; reason: string | null } | undefined
}
export type SampleMessage = Envelope & {
  type: 'sample'
  current_mA: number | null
  relay: boolean
  power_W?: number | undefined
  energy_Wh?: number | undefined
  running_ms?: number | undefined
}
export type FaultMessage = Envelope & { type: 'fault'; code: string; active: boolean; detail?: string | undefined }
export type RelayMessage = Envelope & { type: 'relay'; on: boolean; cause: string }
export type ButtonMessage = Envelope & { type: 'button'; action: 'start-confirm' | 'end' | 'report-fault' }
export type StationMessage = HelloMessage | BadgeMessage | SampleMessage | FaultMessage | RelayMessage | ButtonMessage

/** A person's act on a machine, itself a journal entry. It is folded like a message, at `received_at_ms`. */
export type StationAction =
  | { type: 'end-session'; reason: 'admin' | 'lockout'; by: string }
  | { type: 'lockout'; by: string; why: string }
  | { type: 'release'; by: string }
  | { type: 'fault-report'; by: string; what: string }
  | { type: 'fault-resolve'; code: string; by: string }
  | { type: 'care-done'; task: string; by: string; note: string }
  /** nobody's act: the server's clock was set, and receipts before it are dated by the old one */
  | { type: 'clock-set'; by_ms: number }

/** A closed or open session as the ledger keeps it. Σ running + idle + silent + fault = session_ms, always. */
export type Session = {
  id: string
  machine: string
  station: string
  epoch: number
  boot: number
  /** seq of the badge message that opened it */
  seq: number
  member: string
  /** the member's category when it began: a later change re-prices nothing */
  category: string | null
  order: string | null
  start_at_ms: number
  end_at_ms: number | null
  end_reason: EndReason | null
  session_ms: number
  running_ms: number
  worked_ms: number
  idle_ms: number
  silent_ms: number
  fault_ms: number
  energy_Wh: number
  grade: Grade
  /** the profile that metered it, `id@version`; null: its machine had none */
  profile: string | null
  /** decided or delivered late, from the station's memory */
  buffered: boolean
  /** a gap in seq, a lost boot or an unbelievable clock lies inside it */
  incomplete: boolean
  /** a session in which no current ever flowed, on a machine with a sensor */
  no_current: boolean
  /** the training or group it was opened in */
  event?: string | undefined
}

/** What a manager would see now, told by the fold. */
export type MachineView = {
  state: MachineState
  since_at_ms: number
  current_mA: number | null
  power_W: number | null
  relay: boolean
  /** running time since each care task was last done */
  wear_ms?: Record<string, number> | undefined
  /** the last reservation whose holder came */
  claimed?: string | undefined
  /** where its last message stands on the calendar; absent: it has not said a word */
  told_at_ms?: number | undefined
}

/** What the fold tells the world; adapters carry it out. Every effect is data and is derived from the journal alone. */
export type Effect =
  | { kind: 'session-started'; session: Session }
  | { kind: 'session-ended'; session: Session }
  | { kind: 'state'; machine: string; at_ms: number; state: MachineState; session: string | null }
  | {
      kind: 'fault'
      machine: string
      code: string
      active: boolean
      detail: string | null
      at_ms: number
      session: string | null
    }
  | { kind: 'gap'; boot: number; from_seq: number; to_seq: number; at_ms: number; session: string | null }
  | {
      kind: 'unattributed'
      machine: string
      from_at_ms: number
      to_at_ms: number
      running_ms: number
      energy_Wh: number
    }
  | {
      kind: 'verdict'
      for: { boot: number; seq: number } | null
      verdict: 'granted' | 'denied' | 'ended'
      reason: DenialReason | EndReason | null
      session: string | null
      relay: boolean
      member: string | null
    }
  | { kind: 'alert'; code: AlertCode; machine: string; at_ms: number; detail: string }

export type AlertCode =
  | 'contradiction'
  | 'offline-refused'
  | 'clock-unbelievable'
  | 'unknown-badge'
  | 'energy-without-session'
  | 'relay-stuck'
  | 'gap'
  | 'epoch-changed'
  | 'power-loss'
  | 'sensor-stuck'
  | 'sensor-saturated'
  | 'care-due'
