/** Running time from RMS values alone, contract §3: the share of the window in squared current. */
import { hasThresholds, isBelowIdle } from './detect.ts'
import type { Profile } from './types.ts'

/** Without thresholds, this share of a window is work and not noise about the idle level. */
export const WORK_SHARE_MIN = 0.05

/** `clamp((I² − I_idle²) / (I_run² − I_idle²), 0, 1)`. Without a running level nothing can be estimated: 0, never a guess. */
export function workShare(current_mA: number | null, profile: Pick<Profile, 'idle_mA' | 'run_mA'> | undefined): number {
  if (current_mA === null || profile === undefined || profile.run_mA <= profile.idle_mA) return 0
  const idle_sq = profile.idle_mA ** 2
  return Math.min(1, Math.max(0, (current_mA ** 2 - idle_sq) / (profile.run_mA ** 2 - idle_sq)))
}

/** Whether a window of this RMS value holds work, and not only noise: ends pauses, keeps a session from idling out. */
export function holdsWork(current_mA: number | null, profile: Profile | undefined): boolean {
  if (current_mA === null) return false
  if (hasThresholds(profile)) return !isBelowIdle(current_mA, profile)
  return workShare(current_mA, profile) >= WORK_SHARE_MIN
}

/** Whole ms of `exact_ms`, the remainder carried: a thousand windows round once, not a thousand times. */
export function wholeMs(exact_ms: number, carry_us: number): { ms: number; carry_us: number } {
  const total_us = Math.round(exact_ms * 1_000) + carry_us
  const ms = Math.floor(total_us / 1_000)
  return { ms, carry_us: total_us - ms * 1_000 }
}
