/** Samples → running or not, by thresholds with delays: the state shown and the timeline's intervals (contract §3). */
import { type Detect, QUIET } from './state.ts'
import type { Profile } from './types.ts'

/** Levels of 0 mean that nobody gave any; a machine without thresholds is never seen running. */
export const hasThresholds = (profile: Profile | undefined): profile is Profile =>
  profile !== undefined && profile.run_on_mA > 0

const runOff_mA = (profile: Profile): number => (profile.run_off_mA > 0 ? profile.run_off_mA : profile.run_on_mA)

export const isBelowIdle = (current_mA: number, profile: Profile): boolean => current_mA < runOff_mA(profile)

/** The state after a sample, and the `up_ms` its last change is dated at (the first sample beyond the threshold). */
export function detect(
  before: Detect,
  up_ms: number,
  current_mA: number | null,
  profile: Profile | undefined,
): { after: Detect; changed_up_ms: number } {
  if (!hasThresholds(profile)) return { after: QUIET, changed_up_ms: up_ms }
  // Nobody knows: what was shown is held (contract §1, Safety)
  if (current_mA === null) return { after: before, changed_up_ms: up_ms }
  return before.running
    ? whileRunning(before, up_ms, current_mA, profile)
    : whileIdle(before, up_ms, current_mA, profile)
}

function whileIdle(before: Detect, up_ms: number, current_mA: number, profile: Profile) {
  if (current_mA < profile.run_on_mA) return { after: QUIET, changed_up_ms: up_ms }
  const high_up_ms = before.high_up_ms ?? up_ms
  const running = up_ms - high_up_ms >= profile.min_on_ms
  return { after: { running, high_up_ms, low_up_ms: null }, changed_up_ms: high_up_ms }
}

function whileRunning(before: Detect, up_ms: number, current_mA: number, profile: Profile) {
  if (!isBelowIdle(current_mA, profile)) {
    const after = before.low_up_ms === null ? before : { ...before, low_up_ms: null }
    return { after, changed_up_ms: up_ms }
  }
  const low_up_ms = before.low_up_ms ?? up_ms
  if (up_ms - low_up_ms >= profile.hold_ms) return { after: QUIET, changed_up_ms: low_up_ms }
  return { after: before.low_up_ms === null ? { ...before, low_up_ms } : before, changed_up_ms: up_ms }
}
