/** One machine at work, as current at 10 Hz, and when it truly worked. Each seed is another day with other cloth. */

import type { Load } from '#firmware-sim/world/load.ts'
import { mainsAt } from '#firmware-sim/world/mains.ts'
import { createRng, noiseAt, seedOf } from '#firmware-sim/world/rng.ts'

export const STEP_MS = 100
export type Stint = { from_ms: number; to_ms: number; load: number }
export type Waveform = { current_A: Float64Array; stints: Stint[] }

export const truth_ms = ({ stints }: Waveform): number =>
  stints.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)

/** `rest_ms` of idle first. Ends with a pause. */
export function workingDay(load: Load, seed: number, length_ms: number, rest_ms: number, pause_ms_min = 0): Waveform {
  const rng = createRng(seedOf(seed, `day/${load.kind}`))
  const stints: Stint[] = []
  let end_ms = rest_ms
  while (end_ms < length_ms) {
    const { work_ms, pause_ms, load: thickness } = load.stretch(rng)
    stints.push({ from_ms: Math.round(end_ms), to_ms: Math.round(end_ms + work_ms), load: thickness })
    end_ms += work_ms + Math.max(pause_ms_min, pause_ms)
  }
  return { current_A: draw(load, seed, stints, end_ms), stints }
}

function draw(load: Load, seed: number, stints: readonly Stint[], end_ms: number): Float64Array {
  const seeds = { mains: seedOf(seed, 'mains'), noise: seedOf(seed, `noise/${load.kind}`) }
  const current_A = new Float64Array(Math.floor(end_ms / STEP_MS))
  let at = 0
  for (let i = 0; i < current_A.length; i++) {
    const t_ms = (i + 1) * STEP_MS
    while (t_ms >= (stints[at]?.to_ms ?? Number.POSITIVE_INFINITY)) at += 1
    const stint = stints[at]
    const working = stint !== undefined && t_ms >= stint.from_ms
    const since_ms = working ? t_ms - stint.from_ms : t_ms - (stints[at - 1]?.to_ms ?? -60_000)
    const work = { working, since_ms, powered_ms: t_ms + 60_000, load: working ? stint.load : 1 }
    const around = { t_ms, mains: mainsAt(seeds.mains, t_ms), noise: noiseAt(seeds.noise, t_ms) }
    current_A[i] = Math.max(0, load.amps(load.levels, work, around))
  }
  return current_A
}
