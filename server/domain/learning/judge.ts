/** Any levels, a person's own too, held against a lesson: the states they show, and how much of it they read as work. */
import { detect } from '../metering/detect.ts'
import { workShare } from '../metering/estimate.ts'
import { QUIET } from '../metering/state.ts'
import type { Profile } from '../metering/types.ts'
import { qualityOf, running_ms, steadyWork } from './quality.ts'
import { splitOf } from './split.ts'
import type { Levels, Quality, Reading, TaughtInterval } from './types.ts'
import { layOver } from './windows.ts'

export type ShownInterval = { state: 'idle' | 'running'; from_ms: number; to_ms: number }
export type Judged = {
  states: ShownInterval[]
  /** by the estimate, over all readings */
  running_ms: number
  /** taught as work, without the pauses in it */
  taught_ms: number
  quality: Quality | null
}

const NO_RULES = { id: '', version: 0, idle_timeout_s: null, max_duration_s: null }

export function judgeLevels(levels: Levels, readings: readonly Reading[], taught: readonly TaughtInterval[]): Judged {
  const profile: Profile = { ...NO_RULES, ...levels }
  const { windows } = layOver(readings, taught)
  const idle = windows.flatMap(one => (one.pure === 'idle' ? [one.current_mA] : []))
  const work = steadyWork(windows, levels)
  const known = idle.length > 0 && work.length > 0 && levels.run_mA > levels.idle_mA
  return {
    states: statesOf(readings, profile),
    running_ms: estimated_ms(readings, profile),
    taught_ms: Math.round(running_ms(windows, levels)),
    quality: known ? qualityOf(windows, levels, levels, splitOf(idle, work)) : null,
  }
}

/** As the fold shows them: a change is dated at the first reading beyond the threshold (contract §3). */
function statesOf(readings: readonly Reading[], profile: Profile): ShownInterval[] {
  const states: ShownInterval[] = []
  let seen = QUIET
  for (const { at_ms, current_mA } of readings) {
    const step = detect(seen, at_ms, current_mA, profile)
    const state = step.after.running ? 'running' : 'idle'
    const last = states.at(-1)
    if (last === undefined) states.push({ state, from_ms: at_ms, to_ms: at_ms })
    else if (last.state === state) last.to_ms = at_ms
    else {
      const from_ms = Math.max(last.from_ms, step.changed_up_ms)
      last.to_ms = from_ms
      states.push({ state, from_ms, to_ms: at_ms })
    }
    seen = step.after
  }
  return states.filter(({ from_ms, to_ms }) => to_ms > from_ms)
}

function estimated_ms(readings: readonly Reading[], profile: Profile): number {
  let sum_ms = 0
  for (let i = 1; i < readings.length; i++) {
    const { at_ms, current_mA } = readings[i] as Reading
    sum_ms += workShare(current_mA, profile) * (at_ms - (readings[i - 1] as Reading).at_ms)
  }
  return Math.round(sum_ms)
}
