/** How far levels may be trusted: told before anybody adopts them. */
import { workShare } from '../metering/estimate.ts'
import { estimated_ms, fitRun_mA, type TwoLevels } from './fit.ts'
import { marginOf } from './margin.ts'
import { pausesIn } from './pauses.ts'
import type { Split } from './split.ts'
import type { Quality } from './types.ts'
import type { Window } from './windows.ts'

/** The lesson is cut into this many pieces; it is learnt on every other one and tried on the rest. */
const PIECES = 8
/** With less taught work than this in either half the trial would say more of chance than of the levels. */
const TRIAL_MS_MIN = 15_000

export function qualityOf(windows: readonly Window[], levels: TwoLevels, draws: TwoLevels, split: Split): Quality {
  const range_mA = draws.run_mA - draws.idle_mA
  return {
    agreement: agreementOf(windows, levels, draws),
    misread: split.misread,
    separation: (split.work_low_mA - split.idle_high_mA) / range_mA,
    check_error: checkError(windows, draws),
    ...marginOf(windows, levels),
  }
}

function agreementOf(windows: readonly Window[], levels: TwoLevels, draws: TwoLevels): number {
  const still = new Set(pausesIn(windows, draws).flatMap(pause => pause.windows))
  let wrong_ms = 0
  let taught_ms = 0
  for (const window of windows) {
    const length_ms = window.to_ms - window.from_ms
    const share = still.has(window) ? 0 : window.work_share
    wrong_ms += Math.abs(workShare(window.current_mA, levels) - share) * length_ms
    taught_ms += length_ms
  }
  return taught_ms === 0 ? 0 : 1 - wrong_ms / taught_ms
}

function checkError(windows: readonly Window[], draws: TwoLevels): number | null {
  const from_ms = windows[0]?.from_ms ?? 0
  const length_ms = (windows.at(-1)?.to_ms ?? 0) - from_ms
  const piece = (window: Window) => Math.floor((PIECES * (window.from_ms - from_ms)) / length_ms)
  const learnt = windows.filter(window => piece(window) % 2 === 0)
  const tried = windows.filter(window => piece(window) % 2 === 1)
  const [learnt_ms, tried_ms] = [running_ms(learnt, draws), running_ms(tried, draws)]
  if (learnt_ms < TRIAL_MS_MIN || tried_ms < TRIAL_MS_MIN) return null
  const run_mA = fitRun_mA(learnt, draws, learnt_ms)
  return run_mA === null ? null : estimated_ms(tried, { ...draws, run_mA }) / tried_ms - 1
}

/** Taught as work, without the pauses in it. */
export function running_ms(windows: readonly Window[], draws: TwoLevels): number {
  const taught_ms = windows.reduce((sum, { from_ms, to_ms, work_share }) => sum + work_share * (to_ms - from_ms), 0)
  return taught_ms - pausesIn(windows, draws).reduce((sum, pause) => sum + pause.length_ms, 0)
}

/** Readings that lie wholly in work and in none of its pauses. */
export function steadyWork(windows: readonly Window[], draws: TwoLevels): number[] {
  const still = new Set(pausesIn(windows, draws).flatMap(pause => pause.windows))
  return windows.flatMap(one => (one.pure === 'work' && !still.has(one) ? [one.current_mA] : []))
}
