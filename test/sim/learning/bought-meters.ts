/**
 * What the meters of the shops make of a current: how long they average, how often they renew what they show, what they
 * round, and how often the gateway asks (gateway/limits.ts). Written from their documents, in ignorance of the estimator.
 */
import type { Rng } from '#firmware-sim/world/rng.ts'
import { STEP_MS } from './waveform.ts'

export type BoughtMeter = {
  name: string
  /** between two questions of the gateway */
  asked_every_ms: number
  /** an answer takes this long, more or less: a slow line, Wi-Fi */
  late_ms: number
  /** A new value every so often, over the last `window_ms` of it; the rest of the time it is deaf. */
  renewed_every_ms: number
  window_ms: number
  /** RMS of the window, or the mean of its cycles' RMS, as a pulse-counting chip makes it */
  mean: 'square' | 'linear'
  /** what it shows of a current in A */
  shows(current_A: number): number
}

const toThe = (step_A: number) => (current_A: number) => Math.round(current_A / step_A) * step_A

export const BOUGHT_METERS: BoughtMeter[] = [
  {
    // Peacefair PZEM-004T v3 manual §1.2: resolution 1 mA, starting current 20 mA (100 A version)
    ...{
      name: 'pzem-004t',
      asked_every_ms: 500,
      late_ms: 60,
      renewed_every_ms: 1_000,
      window_ms: 1_000,
      mean: 'square',
    },
    shows: current_A => (current_A < 0.02 ? 0 : toThe(0.001)(current_A)),
  },
  {
    // Eastron SDM120: range from 0.4 % Ib = 20 mA, two requests at 2400 baud take about 300 ms
    ...{ name: 'sdm120', asked_every_ms: 600, late_ms: 300, renewed_every_ms: 1_000, window_ms: 1_000, mean: 'square' },
    shows: current_A => (current_A < 0.02 ? 0 : current_A),
  },
  {
    // Shelly Gen2+ `switch:0` current in A with three decimals, asked once a second
    ...{
      name: 'shelly',
      asked_every_ms: 1_000,
      late_ms: 150,
      renewed_every_ms: 1_000,
      window_ms: 1_000,
      mean: 'square',
    },
    shows: toThe(0.001),
  },
  {
    // Tasmota on an HLW8012 or BL0937: one pin counts pulses of current and of voltage by turns, 1.6 s each
    ...{
      name: 'tasmota',
      asked_every_ms: 1_000,
      late_ms: 150,
      renewed_every_ms: 3_200,
      window_ms: 1_600,
      mean: 'linear',
    },
    shows: toThe(0.001),
  },
]

export type Answer = { at_ms: number; current_mA: number }

/** Its answers, as the gateway hears them. Its own beat has nothing to do with that of the questions. */
export function answers(meter: BoughtMeter, current_A: Float64Array, rng: Rng): Answer[] {
  const heard: Answer[] = []
  const phase_ms = Math.floor(rng.between(0, meter.renewed_every_ms))
  let ask_ms = rng.between(0, meter.asked_every_ms)
  let shown_A = 0
  let sum = 0
  let count = 0
  for (let i = 0; i < current_A.length; i++) {
    const t_ms = (i + 1) * STEP_MS
    const beat_ms = (t_ms + phase_ms) % meter.renewed_every_ms
    if (beat_ms < STEP_MS && count > 0) {
      shown_A = meter.shows(meter.mean === 'square' ? Math.sqrt(sum / count) : sum / count)
      sum = 0
      count = 0
    }
    if (beat_ms >= meter.renewed_every_ms - meter.window_ms) {
      const now_A = current_A[i] as number
      sum += meter.mean === 'square' ? now_A * now_A : now_A
      count += 1
    }
    if (t_ms < ask_ms) continue
    heard.push({ at_ms: Math.round(t_ms + rng.between(0, meter.late_ms)), current_mA: Math.round(shown_A * 1_000) })
    ask_ms += meter.asked_every_ms
  }
  return heard
}
