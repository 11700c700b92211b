/**
 * "Now I work … now I stop": a person teaches a machine, and its levels and thresholds are learnt against the taught
 * intervals (contract §3), not read off a plateau. The traces have a seed of their own: nothing is learnt on the
 * days that are judged later.
 */
import type { Load } from './load.ts'
import { mainsAt } from './mains.ts'
import type { Stint } from './people.ts'
import { createRng, noiseAt, seedOf } from './rng.ts'

const READ_EVERY_MS = 100
const WINDOW_READINGS = 10
const TAUGHT_AT_LEAST_MS = 30 * 60_000
const TAUGHT_STINTS = 60
/** Readings just after a stop belong to neither side. */
const SETTLED_AFTER_MS = 500
/** Shares of the way from idle to work that are safe from noise and from light work; the middle unless another is better. */
const SHARES = [0.5, 0.45, 0.55, 0.4, 0.6, 0.65, 0.7]
const BETTER_BY = 0.0005
const HYSTERESIS = 0.1

type Trace = { readings_mA: number[]; idle_mA: number; taught_ms: number }

const record = (load: Load, seed: number): Trace => {
  const rng = createRng(seedOf(seed, `teach/${load.kind}`))
  const seeds = { mains: seedOf(seed, 'teach/mains'), noise: seedOf(seed, 'teach/noise') }
  const stints: Stint[] = []
  let end_ms = 30_000
  while (end_ms < TAUGHT_AT_LEAST_MS || stints.length < TAUGHT_STINTS) {
    const { work_ms, pause_ms, load: thickness } = load.stretch(rng)
    stints.push({ from_ms: end_ms, to_ms: end_ms + work_ms, load: thickness })
    end_ms += work_ms + pause_ms
  }
  const readings_mA: number[] = []
  const idle = { squares: 0, count: 0 }
  let at = 0
  for (let t_ms = READ_EVERY_MS; t_ms < end_ms; t_ms += READ_EVERY_MS) {
    while (t_ms >= (stints[at]?.to_ms ?? Number.POSITIVE_INFINITY)) at += 1
    const stint = stints[at]
    const working = stint !== undefined && t_ms >= stint.from_ms
    const since_ms = working ? t_ms - stint.from_ms : t_ms - (stints[at - 1]?.to_ms ?? -60_000)
    const work = { working, since_ms, powered_ms: t_ms + 60_000, load: working ? stint.load : 1 }
    const around = { t_ms, mains: mainsAt(seeds.mains, t_ms), noise: noiseAt(seeds.noise, t_ms) }
    const current_mA = Math.round(Math.max(0, load.amps(load.levels, work, around)) * 1_000)
    readings_mA.push(current_mA)
    if (working || since_ms < SETTLED_AFTER_MS) continue
    idle.squares += current_mA * current_mA
    idle.count += 1
  }
  const taught_ms = stints.reduce((sum, stint) => sum + stint.to_ms - stint.from_ms, 0)
  return { readings_mA, idle_mA: Math.sqrt(idle.squares / idle.count), taught_ms }
}

const estimated_ms = ({ readings_mA, idle_mA }: Trace, run_mA: number): number => {
  let sum_ms = 0
  for (let i = 0; i + WINDOW_READINGS <= readings_mA.length; i += WINDOW_READINGS) {
    let squares = 0
    for (let k = i; k < i + WINDOW_READINGS; k += 1) squares += (readings_mA[k] as number) ** 2
    const share = (squares / WINDOW_READINGS - idle_mA ** 2) / (run_mA ** 2 - idle_mA ** 2)
    sum_ms += Math.min(1, Math.max(0, share)) * WINDOW_READINGS * READ_EVERY_MS
  }
  return sum_ms
}

const registered_ms = ({ readings_mA }: Trace, run_on_mA: number, run_off_mA: number): number => {
  let running = false
  let count = 0
  for (const current_mA of readings_mA) {
    running = running ? current_mA >= run_off_mA : current_mA >= run_on_mA
    if (running) count += 1
  }
  return count * READ_EVERY_MS
}

export type Taught = { idle_mA: number; run_mA: number; on: number; off: number }

export const teach = (load: Load, seed: number): Taught => {
  const trace = record(load, seed)
  const plateau_mA = load.levels.work_A * 1_000
  let low_mA = plateau_mA * 0.8
  let high_mA = plateau_mA * 1.2
  // The estimate falls as the level rises: bisection.
  while (high_mA - low_mA > 0.5) {
    const middle_mA = (low_mA + high_mA) / 2
    if (estimated_ms(trace, middle_mA) > trace.taught_ms) low_mA = middle_mA
    else high_mA = middle_mA
  }
  const run_mA = Math.round((low_mA + high_mA) / 2)
  const level = (share: number) => trace.idle_mA + (run_mA - trace.idle_mA) * share
  const errors = SHARES.map(on => ({
    on,
    error: Math.abs(registered_ms(trace, level(on), level(on - HYSTERESIS)) / trace.taught_ms - 1),
  }))
  const best = errors.reduce((a, b) => (b.error < a.error - BETTER_BY ? b : a))
  return { idle_mA: Math.round(trace.idle_mA), run_mA, on: best.on, off: best.on - HYSTERESIS }
}
