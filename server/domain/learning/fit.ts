/**
 * The two levels of the squared-current estimate (contract §3), learnt so that the running time it reads is the running time
 * that was taught; a plateau tells neither, because a meter's window mixes starts, stops and work.
 */
import { workShare } from '../metering/estimate.ts'
import type { Profile } from '../metering/types.ts'
import type { Window } from './windows.ts'

type TwoLevels = Pick<Profile, 'idle_mA' | 'run_mA'>

/** The level lies somewhere between this part and this many times what work usually reads. */
const LOWEST = 0.5
const HIGHEST = 3

export function estimated_ms(windows: readonly Window[], levels: TwoLevels): number {
  let sum_ms = 0
  for (const { from_ms, to_ms, current_mA } of windows) sum_ms += shareOf(current_mA, levels) * (to_ms - from_ms)
  return sum_ms
}

/** The estimate falls as the level rises: bisection, to the mA. Null where no level in reach reads what was taught. */
export function fitRun_mA(
  windows: readonly Window[],
  idle_mA: number,
  work_mA: number,
  running_ms: number,
): number | null {
  let low_mA = Math.max(idle_mA + 1, work_mA * LOWEST)
  let high_mA = work_mA * HIGHEST
  if (estimated_ms(windows, { idle_mA, run_mA: low_mA }) < running_ms) return null
  if (estimated_ms(windows, { idle_mA, run_mA: high_mA }) > running_ms) return null
  while (high_mA - low_mA > 0.5) {
    const run_mA = (low_mA + high_mA) / 2
    if (estimated_ms(windows, { idle_mA, run_mA }) > running_ms) low_mA = run_mA
    else high_mA = run_mA
  }
  return Math.round((low_mA + high_mA) / 2)
}

export const shareOf = (current_mA: number, levels: TwoLevels): number => workShare(current_mA, levels)
