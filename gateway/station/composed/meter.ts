/** What the readings say: RMS since the last sample, working or idle, and whether to believe it. Pure. */
import type { StationConfig } from '#server/contract/downlink.ts'
import type { MeterReading } from '../../drivers/meter.ts'

/** A reading speaks for the time since the one before, but not for longer: several polls went wrong in between. */
const READING_SPEAKS_ms = 3_000
/** Half of the standing draw tells a machine that is on from a fallen clamp, as the server judges it too. */
const FALLEN_SHARE = 0.5
/** Below this a standing draw is too small to tell the two apart. */
const JUDGED_mA = 50
/** A fallen clamp is told after so long; it is not believed from its first reading. */
export const FALLEN_AFTER_ms = 5_000

export type MeterState = {
  last: { reading: MeterReading; up_ms: number } | null
  /** Σ I² · dt and Σ dt since the last sample */
  squares: number
  window_ms: number
  above_since_up_ms: number | null
  idle_since_up_ms: number | null
  fallen_since_up_ms: number | null
  running: boolean
  /** why the meter gives nothing, as the detail of its fault */
  lost: string | null
}

export const METER_AT_START: MeterState = {
  last: null,
  squares: 0,
  window_ms: 0,
  above_since_up_ms: null,
  idle_since_up_ms: null,
  fallen_since_up_ms: null,
  running: false,
  lost: null,
}

/** `must_draw`: the contact is closed, so a machine that is on draws at least its standing current. */
export function takeReading(
  before: MeterState,
  reading: MeterReading,
  up_ms: number,
  config: StationConfig | null,
  must_draw: boolean,
): MeterState {
  const gap_ms = before.last === null ? READING_SPEAKS_ms : up_ms - before.last.up_ms
  const speaks_ms = Math.min(gap_ms, READING_SPEAKS_ms)
  const meter: MeterState = {
    ...before,
    last: { reading, up_ms },
    squares: before.squares + reading.current_mA ** 2 * speaks_ms,
    window_ms: before.window_ms + speaks_ms,
    // Idle that nobody watched is not known to be idle.
    idle_since_up_ms: gap_ms > READING_SPEAKS_ms ? null : before.idle_since_up_ms,
    lost: null,
  }
  if (config === null) return meter
  // With its motor switched off a machine draws less than idle; until somebody taught how much, idle is all there is.
  const least_mA = config.standby_mA ?? config.idle_mA
  const fallen = must_draw && least_mA >= JUDGED_mA && reading.current_mA < least_mA * FALLEN_SHARE
  if (fallen) return { ...meter, fallen_since_up_ms: before.fallen_since_up_ms ?? up_ms, idle_since_up_ms: null }
  return judge({ ...meter, fallen_since_up_ms: null }, reading.current_mA, up_ms, config)
}

/** Contract §3: running from `run_on_mA` for `min_on_ms` until below `run_off_mA`. */
function judge(meter: MeterState, current_mA: number, up_ms: number, config: StationConfig): MeterState {
  if (current_mA < config.run_off_mA) {
    return { ...meter, running: false, above_since_up_ms: null, idle_since_up_ms: meter.idle_since_up_ms ?? up_ms }
  }
  if (current_mA < config.run_on_mA) {
    if (meter.running) return { ...meter, idle_since_up_ms: null }
    return { ...meter, above_since_up_ms: null, idle_since_up_ms: meter.idle_since_up_ms ?? up_ms }
  }
  const above_since_up_ms = meter.above_since_up_ms ?? up_ms
  const running = meter.running || up_ms - above_since_up_ms >= config.min_on_ms
  return { ...meter, running, above_since_up_ms, idle_since_up_ms: null }
}

const isFresh = (meter: MeterState, up_ms: number): boolean =>
  meter.last !== null && meter.lost === null && up_ms - meter.last.up_ms <= READING_SPEAKS_ms

/** Working, or beginning to: what software must not cut. */
export const works = (meter: MeterState): boolean => meter.running || meter.above_since_up_ms !== null

export const isFallen = (meter: MeterState, up_ms: number): boolean =>
  meter.fallen_since_up_ms !== null && up_ms - meter.fallen_since_up_ms >= FALLEN_AFTER_ms

/** The readings are there and to be believed, and say that nothing works now. */
export const isIdle = (meter: MeterState, up_ms: number): boolean =>
  isFresh(meter, up_ms) && meter.fallen_since_up_ms === null && !works(meter) && meter.idle_since_up_ms !== null

/** And that for the whole hold: only then may an ended right open the contact (contract §1, Safety). */
export const isSettled = (meter: MeterState, up_ms: number, config: StationConfig | null): boolean =>
  config !== null && isIdle(meter, up_ms) && up_ms - (meter.idle_since_up_ms ?? up_ms) >= config.hold_ms

/** The fields of a sample, and the meter with a new window begun. `current_mA` null: nobody knows. */
export function takeSample(meter: MeterState, up_ms: number): [Record<string, unknown>, MeterState] {
  if (meter.last === null || !isFresh(meter, up_ms))
    return [{ current_mA: null }, { ...meter, squares: 0, window_ms: 0 }]
  const { current_mA, power_W, energy_Wh } = meter.last.reading
  const rms_mA = meter.window_ms > 0 ? Math.round(Math.sqrt(meter.squares / meter.window_ms)) : current_mA
  return [
    { current_mA: rms_mA, power_W, energy_Wh },
    { ...meter, squares: 0, window_ms: 0 },
  ]
}
