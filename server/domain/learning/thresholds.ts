/** Thresholds, delays and holds: what is shown as running, and how long a pause may be and still be work in hand. */
import type { Split } from './split.ts'
import type { Window } from './windows.ts'

/**
 * Apart, so that noise at one of them does not make the state flutter, and as far above halfway as below: there a rise and a
 * fall are late by as much, and a register that counts between them is true.
 */
const RUN_ON_SHARE = 0.55
const HYSTERESIS_SHARE = 0.1
/** A hold that is a little longer than the longest pause that was taught. */
const HOLD_BEYOND = 1.3
const HOLD_MS_MIN = 1_000
const HOLD_MS_MAX = 120_000
const SECOND_MS = 1_000

export function thresholdsOf(
  { idle_mA, run_mA }: { idle_mA: number; run_mA: number },
  split: Split,
): { run_on_mA: number; run_off_mA: number } {
  const middle_mA = idle_mA + RUN_ON_SHARE * (run_mA - idle_mA)
  const inside = middle_mA > split.idle_high_mA && middle_mA < split.work_low_mA
  const run_on_mA = Math.round(inside ? middle_mA : split.at_mA)
  const below_mA = run_on_mA - HYSTERESIS_SHARE * (run_mA - idle_mA)
  // Never down among the idle readings themselves, where a stop would not be seen
  const run_off_mA = Math.round(Math.max(below_mA, (split.idle_high_mA + run_on_mA) / 2))
  return { run_on_mA, run_off_mA: Math.min(run_on_mA, run_off_mA) }
}

/** Long enough to sleep through the spikes of taught idle: a lamp, a compressor nearby. Usually there are none: 0. */
export function minOn_ms(windows: readonly Window[], run_on_mA: number): number {
  let longest_ms = 0
  let spike_ms = 0
  for (const { pure, current_mA, from_ms, to_ms } of windows) {
    spike_ms = pure === 'idle' && current_mA >= run_on_mA ? spike_ms + to_ms - from_ms : 0
    longest_ms = Math.max(longest_ms, spike_ms)
  }
  return longest_ms
}

/** Without a pause in the work that was taught nothing is known of pauses, and what was set before stays. */
export function hold_ms(pause_ms_max: number, before_ms: number): number {
  if (pause_ms_max === 0) return before_ms
  const whole_ms = Math.ceil((pause_ms_max * HOLD_BEYOND) / SECOND_MS) * SECOND_MS
  return Math.min(HOLD_MS_MAX, Math.max(HOLD_MS_MIN, whole_ms))
}
