/**
 * What the fold remembers of one station: plain JSON, written with every commit and handed to nobody but the fold.
 * Nothing in here is ever `undefined`, so that reading it back changes nothing (restart safety).
 */
import type { DenialReason, EndReason, MachineState } from './types.ts'

/** Calendar time of `up_ms` 0 as the least delayed message of this boot suggests it, and the `up_ms` it was learnt at. */
export type Anchor = { origin_at_ms: number; up_ms: number }

export type Meter = {
  /** a sample of this boot came before */
  sampled: boolean
  /** messages have been lost since the last sample: the next RMS value speaks for one interval only */
  lost: boolean
  /** last sample, or the boot's first message: `silent` counts from here */
  sample_up_ms: number
  /** time up to here has been given to a session, or to nobody */
  counted_up_ms: number
  /** part of the last window that was work; holds until the next sample, never beyond `silent` */
  share: number
  register: { up_ms: number; running_ms: number } | null
  /** running time given out by holding or estimating since `register` was read: not given twice */
  held_running_ms: number
  energy: { up_ms: number; energy_Wh: number } | null
  /** what rounding estimates down to whole ms left over */
  carry_us: number
}

/** Thresholds with their delays, contract §3. `high` and `low` date the first sample beyond the threshold. */
export type Detect = { running: boolean; high_up_ms: number | null; low_up_ms: number | null }

export type View = {
  state: MachineState
  since_up_ms: number
  since_at_ms: number
  current_mA: number | null
  power_W: number | null
}

export type OpenSession = {
  id: string
  seq: number
  member: string
  category: string | null
  order: string | null
  /** the profile it began with, `id@version`: it is metered by it to its end */
  profile: string | null
  start_up_ms: number
  start_at_ms: number
  /** false: the badge's clock was not believed, and the start moves with the anchor */
  dated: boolean
  running_ms: number
  worked_ms: number
  idle_ms: number
  silent_ms: number
  fault_ms: number
  energy_Wh: number
  /** time without work since the last work, null before the first: counts as worked if it stays under `hold_ms` */
  pause_ms: number | null
  /** last sign of work, or the start: the idle timeout counts from here */
  active_up_ms: number
  closing_up_ms: number | null
  pass_up_ms: number | null
  /** no sensor: every millisecond is running */
  elapsed: boolean
  /** some of it was estimated from RMS */
  estimated: boolean
  buffered: boolean
  incomplete: boolean
  /** a meter spoke while it was open, and showed current */
  metered: boolean
  flowed: boolean
  /** the right has ended; the running cycle still belongs to the session until current falls below idle (contract §1) */
  ending: { reason: EndReason; up_ms: number } | null
  /** the training or group it was opened in; absent: none */
  event?: string
}

/** Work that belongs to no session, until it has paused for `hold_ms`. */
export type Stray = {
  from_at_ms: number
  to_at_ms: number
  to_up_ms: number
  running_ms: number
  energy_Wh: number
  alerted: boolean
}

/** What makes a reading doubtful, and since when; `told`: it is a fault by now, and clears with the next good reading. */
export type SensorWatch = {
  doubt: { kind: 'dead' | 'fallen' | 'jump'; since_up_ms: number; told: boolean } | null
  /** at work and the same to the mA since then */
  same_since_up_ms: number | null
  /** said once a boot */
  stuck_told: boolean
  saturated_told: boolean
}
export const SENSOR_AT_BOOT: SensorWatch = {
  doubt: null,
  same_since_up_ms: null,
  stuck_told: false,
  saturated_told: false,
}

/** Since when nobody knows what the machine draws; null while its readings are believed. */
export const blindSince = (state: StationState): number | null => state.sensor?.doubt?.since_up_ms ?? null

export type LastBadge = {
  badge: string
  up_ms: number
  member: string | null
  verdict: 'granted' | 'denied' | 'ended'
  reason: DenialReason | EndReason | null
  session: string | null
}

export type StationState = {
  station: string
  machine: string
  epoch: number
  boot: number
  seq: number
  up_ms: number
  at_ms: number
  sample_at_ms: number | null
  sample_order: number
  anchor: Anchor | null
  clock_alerted: boolean
  /** from `hello`: null means the machine's own */
  sample_ms: number | null
  has_relay: boolean
  relay: boolean
  meter: Meter
  detect: Detect
  view: View
  /** absent in states written before readings were doubted */
  sensor?: SensorWatch
  /** active fault codes */
  faults: string[]
  /** a local start-confirm is needed before the next badge counts (contract §1, Safety) */
  confirm_needed: boolean
  locked: boolean
  last_badge: LastBadge | null
  session: OpenSession | null
  stray: Stray | null
  /** the right ended while folding old messages, and the station has not been told */
  untold: boolean
  /** the last reservation whose holder came; absent: none yet */
  claimed?: string
  /** running time since each care task of the machine was last done; absent: the machine asks for none */
  wear_ms?: Record<string, number>
  /** that care is due has been told; absent: not */
  care_told?: boolean
}

export const meterAtBoot = (up_ms: number): Meter => ({
  sampled: false,
  lost: false,
  sample_up_ms: up_ms,
  counted_up_ms: 0,
  share: 0,
  register: null,
  held_running_ms: 0,
  energy: null,
  carry_us: 0,
})

export const QUIET: Detect = { running: false, high_up_ms: null, low_up_ms: null }

export const initialState = (station: string, machine: string): StationState => ({
  station,
  machine,
  epoch: 0,
  boot: 0,
  seq: -1,
  up_ms: 0,
  at_ms: 0,
  sample_at_ms: null,
  sample_order: 0,
  anchor: null,
  clock_alerted: false,
  sample_ms: null,
  has_relay: true,
  relay: false,
  meter: meterAtBoot(0),
  detect: QUIET,
  view: { state: 'silent', since_up_ms: 0, since_at_ms: 0, current_mA: null, power_W: null },
  sensor: SENSOR_AT_BOOT,
  faults: [],
  confirm_needed: false,
  locked: false,
  last_badge: null,
  session: null,
  stray: null,
  untold: false,
})
