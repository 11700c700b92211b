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
export type Laid = { windows: Window[]; step_ms: number; lag_ms: number; taught_ms: number; missing_ms: number }

/** People press a little before or after: this close to a press a reading proves nothing of its phase. */
export const REACTION_MS = 700
/** A meter of the shops shows what was a while ago: it averages, renews seldom, is asked seldom, answers late. At most so late. */
const LAG_MS_MAX = 4_000
const LAG_STEP_MS = 250
/** A reading that comes later than this many usual steps has lost the ones before it. */
const HOLE_STEPS = 1.6

/** With the meter's own lag taken out: the one at which what it reads follows what was taught most closely. */
export function layOver(
  readings: readonly Reading[],
  taught: readonly TaughtInterval[],
  margin_ms = REACTION_MS,
): Laid {
  const step_ms = usualStep(readings)
  let best = { windows: windowsAt(readings, taught, step_ms, margin_ms), lag_ms: 0 }
  let closest = likeness(best.windows)
  for (let lag_ms = LAG_STEP_MS; lag_ms <= LAG_MS_MAX; lag_ms += LAG_STEP_MS) {
    const windows = windowsAt(readings, shifted(taught, lag_ms), step_ms, margin_ms)
    const close = likeness(windows)
    if (close <= closest) continue
    closest = close
    best = { windows, lag_ms }
  }
  const taught_ms = taught.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)
  const seen_ms = best.windows.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)
  return { ...best, step_ms, taught_ms, missing_ms: Math.max(0, taught_ms - seen_ms - best.lag_ms) }
}

const shifted = (taught: readonly TaughtInterval[], lag_ms: number): TaughtInterval[] =>
  taught.map(one => ({ ...one, from_ms: one.from_ms + lag_ms, to_ms: one.to_ms + lag_ms }))

function windowsAt(
  readings: readonly Reading[],
  taught: readonly TaughtInterval[],
  step_ms: number,
  margin_ms: number,
): Window[] {
  const windows: Window[] = []
  for (let i = 1; i < readings.length; i++) {
    const before = readings[i - 1] as Reading
    const { at_ms, current_mA } = readings[i] as Reading
    const length_ms = at_ms - before.at_ms
    if (current_mA === null || length_ms <= 0 || length_ms > step_ms * HOLE_STEPS) continue
    const window = windowOf({ from_ms: before.at_ms, to_ms: at_ms, current_mA }, taught, margin_ms)
    if (window !== null) windows.push(window)
  }
  return windows
}

/** Correlation of squared current and taught work (Pearson). */
function likeness(windows: readonly Window[]): number {
  const n = windows.length
  if (n === 0) return -1
  const mean = (of: (window: Window) => number) => windows.reduce((sum, window) => sum + of(window), 0) / n
  const square = mean(({ current_mA }) => current_mA ** 2)
  const work = mean(({ work_share }) => work_share)
  let together = 0
  let squares = 0
  let works = 0
  for (const { current_mA, work_share } of windows) {
    together += (current_mA ** 2 - square) * (work_share - work)
    squares += (current_mA ** 2 - square) ** 2
    works += (work_share - work) ** 2
  }
  return squares === 0 || works === 0 ? 0 : together / Math.sqrt(squares * works)
}

/** The median: late ones and extra ones (a station with registers sends one before each badge) do not move it. */
function usualStep(readings: readonly Reading[]): number {
  const steps = readings.slice(1).map(({ at_ms }, i) => at_ms - (readings[i] as Reading).at_ms)
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

/** Null where part of it was not taught at all. */
function windowOf(
  read: { from_ms: number; to_ms: number; current_mA: number },
  taught: readonly TaughtInterval[],
  margin_ms: number,
): Window | null {
  const { from_ms, to_ms } = read
  let covered_ms = 0
  let work_ms = 0
  let most_ms = 0
  let interval = 0
  let pure: Phase | null = null
  for (let index = firstAfter(taught, from_ms); index < taught.length; index++) {
    const one = taught[index] as TaughtInterval
    const inside_ms = Math.min(to_ms, one.to_ms) - Math.max(from_ms, one.from_ms)
    if (inside_ms <= 0) break
    covered_ms += inside_ms
    if (one.phase === 'work') work_ms += inside_ms
    if (inside_ms > most_ms) {
      most_ms = inside_ms
      interval = index
    }
    if (from_ms >= one.from_ms + margin_ms && to_ms <= one.to_ms - margin_ms) pure = one.phase
  }
  if (covered_ms < to_ms - from_ms) return null
  return { ...read, work_share: work_ms / (to_ms - from_ms), pure, interval }
}

/** Intervals are in order: the first that ends after `at_ms`, by halving. */
function firstAfter(taught: readonly TaughtInterval[], at_ms: number): number {
  let low = 0
  let high = taught.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((taught[middle] as TaughtInterval).to_ms > at_ms) high = middle
    else low = middle + 1
  }
  return low
}
