/**
 * The upper level of the squared-current estimate (contract §3), learnt so that the running time it reads is the running time
 * that was taught; a plateau does not tell it, because a meter's window mixes starts, stops and work.
 */
import { workShare } from '../metering/estimate.ts'
import type { Window } from './windows.ts'

export type TwoLevels = { idle_mA: number; run_mA: number }

/** The level lies somewhere between this part and this many times what work usually reads. */
const LOWEST = 0.5
const HIGHEST = 3
/** Sums of thousands of windows are equal up to this. */
const ROUNDING = 1e-9

export function estimated_ms(windows: readonly Window[], levels: TwoLevels): number {
  let sum_ms = 0
  for (const { from_ms, to_ms, current_mA } of windows) sum_ms += workShare(current_mA, levels) * (to_ms - from_ms)
  return sum_ms
}

/**
 * The estimate falls as the level rises: bisection, to the mA. Where readings are so clean that a range of levels reads the
 * same, the highest: doubt favours the member. Null where no level in reach reads what was taught.
 */
export function fitRun_mA(
  windows: readonly Window[],
  { idle_mA, run_mA: work_mA }: TwoLevels,
  running_ms: number,
): number | null {
  let low_mA = Math.max(idle_mA + 1, work_mA * LOWEST)
  let high_mA = work_mA * HIGHEST
  if (estimated_ms(windows, { idle_mA, run_mA: low_mA }) < running_ms) return null
  if (estimated_ms(windows, { idle_mA, run_mA: high_mA }) > running_ms) return null
  const enough_ms = running_ms * (1 - ROUNDING)
  while (high_mA - low_mA > 0.5) {
    const run_mA = (low_mA + high_mA) / 2
    if (estimated_ms(windows, { idle_mA, run_mA }) >= enough_ms) low_mA = run_mA
    else high_mA = run_mA
  }
  return Math.round((low_mA + high_mA) / 2)
}
