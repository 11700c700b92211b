/**
 * Whether a reading is to be believed (contract §1, Safety: a fallen clamp reads zero, and that is not idle). What is not
 * believed is counted as nobody knows, holds the state as it is, and after a while is a `sensor` fault; a machine is never
 * cut, and never called idle, on the word of a broken meter.
 */
import { hasThresholds } from './detect.ts'
import { onFault } from './faults.ts'
import { SENSOR_AT_BOOT, type SensorWatch, type StationState } from './state.ts'
import { alert, hasSensor, type Turn } from './turn.ts'
import type { SampleMessage } from './types.ts'

/** A fallen clamp is told after so long; nobody believes it from its first reading, and nobody calls for help either. */
export const DOUBTED_FOR_MS = 5_000
/** Half of the least draw tells a machine that has its supply from a clamp that hangs in the air. */
const FALLEN_SHARE = 0.5
/** Below this a standing draw is too small to tell the two apart. */
const JUDGED_MA = 50
/** A meter may read a little over its range; this much over it is noise on the line. */
const BEYOND_RANGE = 1.2
/** Mains wander by a percent within a minute: nothing at work reads the same to the mA for so long. */
const STUCK_FOR_MS = 600_000

const WHY: Record<NonNullable<SensorWatch['doubt']>['kind'], string> = {
  dead: 'the meter gives no reading any more',
  fallen: 'the machine has its supply and draws nothing: has the clamp fallen off?',
  jump: 'the meter reads more than it can measure',
}

/** The sample as far as it is to be believed: without its current where that cannot be. */
export function believed(turn: Turn, sample: SampleMessage): SampleMessage {
  if (!hasSensor(turn)) return sample
  const { state } = turn
  const kind = doubtOf(turn, sample)
  const watch = watchOf(state)
  if (kind === null) {
    if (watch.doubt?.told === true) onFault(turn, { code: 'sensor', active: false })
    state.sensor = noticed(turn, { ...watch, doubt: null }, sample)
    return sample
  }
  const since_up_ms = watch.doubt?.since_up_ms ?? sample.up_ms
  const due = sample.up_ms - since_up_ms >= DOUBTED_FOR_MS && !state.faults.includes('sensor')
  // A fault its own station told is the station's to clear
  const told = watch.doubt?.told === true || due
  if (due) onFault(turn, { code: 'sensor', active: true, detail: WHY[kind] })
  state.sensor = { ...watch, doubt: { kind, since_up_ms, told }, same_since_up_ms: null }
  return { ...sample, current_mA: null }
}

const watchOf = (state: StationState): SensorWatch => state.sensor ?? SENSOR_AT_BOOT

function doubtOf({ state, profile }: Turn, sample: SampleMessage): NonNullable<SensorWatch['doubt']>['kind'] | null {
  const { current_mA, relay } = sample
  // A station without a meter says null from its first sample on
  if (current_mA === null) return state.view.current_mA !== null || watchOf(state).doubt !== null ? 'dead' : null
  const limit_mA = profile?.limit_mA ?? null
  if (limit_mA !== null && current_mA > limit_mA * BEYOND_RANGE) return 'jump'
  const standby_mA = profile?.standby_mA ?? 0
  return relay && standby_mA >= JUDGED_MA && current_mA < standby_mA * FALLEN_SHARE ? 'fallen' : null
}

/** What a person should look at, while what is read is believed: it may be true, and it is billed as it is. */
function noticed(turn: Turn, watch: SensorWatch, { up_ms, current_mA }: SampleMessage): SensorWatch {
  const { state, profile } = turn
  const working = current_mA !== null && hasThresholds(profile) && current_mA >= profile.run_on_mA
  const same = working && current_mA === state.view.current_mA
  const same_since_up_ms = same ? (watch.same_since_up_ms ?? up_ms) : null
  const stuck = same_since_up_ms !== null && up_ms - same_since_up_ms >= STUCK_FOR_MS
  if (stuck && !watch.stuck_told) alert(turn, 'sensor-stuck', `the meter has read ${current_mA} mA for ten minutes`)
  const limit_mA = profile?.limit_mA ?? null
  const saturated = current_mA !== null && limit_mA !== null && current_mA >= limit_mA
  if (saturated && !watch.saturated_told)
    alert(turn, 'sensor-saturated', `the machine draws more than the ${limit_mA} mA its meter can measure`)
  return {
    ...watch,
    same_since_up_ms,
    stuck_told: watch.stuck_told || stuck,
    saturated_told: watch.saturated_told || saturated,
  }
}
