/**
 * RMS over long windows: one value for ten seconds or a minute of a motor whose start draws five times its running current. Squared,
 * that reads like seconds of work; a window of one second is bounded by itself. Nothing here is fitted: it says what a choice costs.
 */
import { describe, expect, it } from 'vitest'
import type { LoadKind } from '#firmware-sim/world/load.ts'
import { LOADS } from '#firmware-sim/world/loads.ts'
import { createRng } from '#firmware-sim/world/rng.ts'
import { count } from '#server/domain/metering/account.ts'
import { initialState } from '#server/domain/metering/station.ts'
import type { Profile } from '#server/domain/metering/types.ts'

const STEP_MS = 20
const LIVED_MS = 2 * 3_600_000

type Window = { up_ms: number; current_mA: number }

/** Two hours of stretches and pauses, and the RMS of each window. */
function lived(
  kind: LoadKind,
  window_ms: number,
  seed: number,
): { windows: Window[]; true_ms: number; profile: Profile } {
  const load = LOADS[kind]
  const rng = createRng(seed)
  const windows: Window[] = []
  let true_ms = 0
  let square = 0
  let steps = 0
  let until_ms = 0
  let stretch = { work_ms: 0, pause_ms: 5_000, load: 1 }
  let began_ms = 0
  for (let t_ms = 0; t_ms < LIVED_MS; t_ms += STEP_MS) {
    if (t_ms >= until_ms) {
      stretch = load.stretch(rng)
      began_ms = t_ms
      until_ms = t_ms + stretch.work_ms + stretch.pause_ms
    }
    const working = t_ms - began_ms < stretch.work_ms
    const since_ms = working ? t_ms - began_ms : t_ms - began_ms - stretch.work_ms
    if (working) true_ms += STEP_MS
    const amps = load.amps(
      load.levels,
      { working, since_ms, powered_ms: t_ms, load: stretch.load },
      { t_ms, mains: 1, noise: 0 },
    )
    square += amps ** 2
    steps += 1
    if ((t_ms + STEP_MS) % window_ms !== 0) continue
    windows.push({ up_ms: t_ms + STEP_MS, current_mA: Math.round(1_000 * Math.sqrt(square / steps)) })
    square = 0
    steps = 0
  }
  const { idle_A, work_A } = load.levels
  const run_mA = 1_000 * work_A * load.taught_ratio
  const profile = {
    ...{ id: kind, version: 1, idle_mA: 1_000 * idle_A, run_mA, run_on_mA: run_mA / 2, run_off_mA: run_mA * 0.4 },
    ...{ min_on_ms: 0, hold_ms: load.hold_ms, idle_timeout_s: null, max_duration_s: null },
  }
  return { windows, true_ms, profile }
}

function billed_ms(windows: Window[], window_ms: number, profile: Profile): number {
  let { meter } = initialState('s', 'm')
  let total_ms = 0
  for (const { up_ms, current_mA } of windows) {
    const sample = { type: 'sample', boot: 1, seq: 1, up_ms, at_ms: null, current_mA, relay: true } as const
    const counted = count(meter, sample, { sample_ms: window_ms, silent_after_ms: 3 * window_ms }, profile)
    meter = counted.meter
    total_ms += counted.span.running_ms
  }
  return total_ms
}

const overOf = (kind: LoadKind, window_ms: number): number => {
  const { windows, true_ms, profile } = lived(kind, window_ms, 1)
  return billed_ms(windows, window_ms, profile) / true_ms - 1
}

describe('how far an estimate may be off without registers (docs/how-it-works.md)', () => {
  it.each<[LoadKind, number, number]>([
    ['band-knife', 1_000, 0.01],
    ['workshop-motor', 1_000, 0.01],
    ['servo-lockstitch', 1_000, 0.01],
    ['band-knife', 10_000, 0.1],
    ['workshop-motor', 10_000, 0.08],
    ['band-knife', 60_000, 0.21],
    ['workshop-motor', 60_000, 0.16],
    ['servo-lockstitch', 60_000, 0.03],
  ])('%s, one value for %d ms: at most %d', (kind, window_ms, over_max) => {
    expect(overOf(kind, window_ms)).toBeLessThanOrEqual(over_max)
    expect(overOf(kind, window_ms)).toBeGreaterThan(-0.01)
  })
})
