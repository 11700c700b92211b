/**
 * How far the learnt level may be off by chance alone: a lesson is a sample of stretches of work, and the level a ratio of
 * two of its sums, what was read and what was taught (Cochran, Sampling Techniques, 3rd ed., §6.4).
 */
import { workShare } from '../metering/estimate.ts'
import type { TwoLevels } from './fit.ts'
import { pausesIn } from './pauses.ts'
import type { Window } from './windows.ts'

/** Issue 3, Figures: what a meter of the shops may be off after learning. */
export const MARGIN_MAX = 0.03
/** Beyond, the answer is another meter and not a longer lesson. */
const STRETCHES_MAX = 10_000

/**
 * Student's t for 99 of 100 by degrees of freedom from 1: with few stretches their scatter itself is badly known. NIST/SEMATECH
 * e-Handbook of Statistical Methods, 1.3.6.7.2.
 */
const T_99 = [
  ...[63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169],
  ...[3.106, 3.055, 3.012, 2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845],
  ...[2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.75],
]
/** Beyond the table: the normal quantile and its first correction (Abramowitz and Stegun 26.7.5). */
const student = (degrees: number): number => T_99[degrees - 1] ?? 2.576 + 4.917 / degrees

export type Margin = {
  /** 99 lessons of 100 like this one read the running time to within this share of it; null: too little was taught to say */
  margin: number | null
  /** so many stretches like those that were taught are missing until that is 3 %, and how long they take; 0: none */
  more_stretches: number
  more_ms: number
}

/** One stretch of work with what follows it until the next. */
type Stretch = { length_ms: number; taught_ms: number; read_ms: number }

export function marginOf(windows: readonly Window[], levels: TwoLevels): Margin {
  const stretches = stretchesOf(windows, levels)
  const n = stretches.length
  const sum = (of: (one: Stretch) => number) => stretches.reduce((total, one) => total + of(one), 0)
  const usual_ms = Math.round(sum(one => one.length_ms) / Math.max(1, n))
  const taught_ms = sum(one => one.taught_ms)
  if (n < 2 || taught_ms === 0) return { margin: null, more_stretches: 1, more_ms: usual_ms }
  const ratio = sum(one => one.read_ms) / taught_ms
  const squares = sum(one => (one.read_ms - ratio * one.taught_ms) ** 2)
  /** of one stretch, as part of a usual one */
  const scatter = (Math.sqrt(squares / (n - 1)) * n) / taught_ms
  const marginAt = (stretches: number): number => (student(stretches - 1) * scatter) / Math.sqrt(stretches)
  let needed = n
  while (marginAt(needed) > MARGIN_MAX && needed < STRETCHES_MAX) needed += 1
  return { margin: marginAt(n), more_stretches: needed - n, more_ms: (needed - n) * usual_ms }
}

/** A pause inside taught work ends a stretch as a press does: each pulse of a heater is one. */
function stretchesOf(windows: readonly Window[], levels: TwoLevels): Stretch[] {
  const still = new Set(pausesIn(windows, levels).flatMap(pause => pause.windows))
  const at_work = new Set(windows.flatMap(one => (one.work_share >= 0.5 ? [one.interval] : [])))
  const stretches: Stretch[] = []
  let working: number | null = null
  for (const window of windows) {
    const now = at_work.has(window.interval) && !still.has(window) ? window.interval : null
    if (now !== null && now !== working) stretches.push({ length_ms: 0, taught_ms: 0, read_ms: 0 })
    working = now
    const stretch = stretches.at(-1)
    if (stretch === undefined) continue
    const length_ms = window.to_ms - window.from_ms
    stretch.length_ms += length_ms
    stretch.taught_ms += still.has(window) ? 0 : window.work_share * length_ms
    stretch.read_ms += workShare(window.current_mA, levels) * length_ms
  }
  return stretches
}
