/** Readings laid over what was taught: windows, each with the part of it that is work, and whether it lies in one phase alone. */
import type { Phase, Reading, TaughtInterval } from './types.ts'

/** A window: the time one reading speaks for, wholly within what was taught. */
export type Window = {
  from_ms: number
  to_ms: number
  current_mA: number
  /** of its length, the part that was taught as work */
  work_share: number
  /** the phase it lies in, away from both ends of it; null: it straddles, or lies where a hand may have been slow */
  pure: Phase | null
  /** index of the taught interval most of it lies in */
  interval: number
}
export type Laid = { windows: Window[]; step_ms: number; taught_ms: number; missing_ms: number }

/** People press a little before or after: this close to a press a reading proves nothing of its phase. */
export const REACTION_MS = 700
/** A reading that comes later than this many usual steps has lost the ones before it. */
const HOLE_STEPS = 1.6

export function layOver(readings: readonly Reading[], taught: readonly TaughtInterval[]): Laid {
  const step_ms = usualStep(readings)
  const windows: Window[] = []
  for (let i = 1; i < readings.length; i++) {
    const before = readings[i - 1] as Reading
    const { at_ms, current_mA } = readings[i] as Reading
    const length_ms = at_ms - before.at_ms
    if (current_mA === null || length_ms <= 0 || length_ms > step_ms * HOLE_STEPS) continue
    const window = windowOf(before.at_ms, at_ms, current_mA, taught)
    if (window !== null) windows.push(window)
  }
  const taught_ms = taught.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)
  const seen_ms = windows.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)
  return { windows, step_ms, taught_ms, missing_ms: Math.max(0, taught_ms - seen_ms) }
}

/** The median: late ones and extra ones (a station with registers sends one before each badge) do not move it. */
function usualStep(readings: readonly Reading[]): number {
  const steps = readings.slice(1).map(({ at_ms }, i) => at_ms - (readings[i] as Reading).at_ms)
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

/** Null where part of it was not taught at all. */
function windowOf(
  from_ms: number,
  to_ms: number,
  current_mA: number,
  taught: readonly TaughtInterval[],
): Window | null {
  let covered_ms = 0
  let work_ms = 0
  let most_ms = 0
  let interval = 0
  let pure: Phase | null = null
  taught.forEach((one, index) => {
    const inside_ms = Math.min(to_ms, one.to_ms) - Math.max(from_ms, one.from_ms)
    if (inside_ms <= 0) return
    covered_ms += inside_ms
    if (one.phase === 'work') work_ms += inside_ms
    if (inside_ms > most_ms) {
      most_ms = inside_ms
      interval = index
    }
    if (from_ms >= one.from_ms + REACTION_MS && to_ms <= one.to_ms - REACTION_MS) pure = one.phase
  })
  if (covered_ms < to_ms - from_ms) return null
  return { from_ms, to_ms, current_mA, work_share: work_ms / (to_ms - from_ms), pure, interval }
}
