import { describe, expect, it } from 'vitest'
import type { Load, LoadKind } from './load.ts'
import { LOADS, levelsFor, loadFor, taughtProfile } from './loads.ts'
import { createRng, noiseAt } from './rng.ts'
import { teach } from './teach.ts'

const QUIET = { mains: 1, noise: 0 }
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Amps every 10 ms of a stint of work (or of rest), a minute after switching on. */
const trace = (load: Load, working: boolean, length_ms: number): number[] =>
  Array.from({ length: length_ms / 10 }, (_, i) => {
    const since_ms = i * 10
    const work = { working, since_ms, powered_ms: 60_000 + since_ms, load: 1 }
    return load.amps(load.levels, work, { ...QUIET, t_ms: 1_000_000 + since_ms })
  })

type Character = {
  idle_A: [number, number]
  work_A: [number, number]
  inrush: [number, number]
  work_s: [number, number]
}
/** What a craftsperson would recognise: standing draw, working draw, peak at the start, how long one stretch lasts. */
const CHARACTERS: [LoadKind, Character][] = [
  ['servo-lockstitch', { idle_A: [0.05, 0.15], work_A: [0.9, 1.2], inrush: [1.1, 1.5], work_s: [2.5, 5] }],
  ['clutch-lockstitch', { idle_A: [1.8, 2.4], work_A: [3.2, 3.6], inrush: [1, 1.2], work_s: [2.5, 5.5] }],
  ['overlock', { idle_A: [0.1, 0.2], work_A: [1.5, 1.9], inrush: [1.1, 1.6], work_s: [5, 9] }],
  ['band-knife', { idle_A: [0, 0.1], work_A: [3.4, 4], inrush: [4, 5.5], work_s: [25, 45] }],
  ['cutter', { idle_A: [0.3, 0.6], work_A: [8.5, 9.8], inrush: [3.5, 5], work_s: [180, 330] }],
  ['dtg-printer', { idle_A: [0.3, 0.4], work_A: [1.6, 1.9], inrush: [1, 1.2], work_s: [140, 200] }],
  ['heat-press', { idle_A: [0.1, 0.15], work_A: [7.9, 8.3], inrush: [1, 1.05], work_s: [14, 22] }],
  ['kiln', { idle_A: [0.05, 0.15], work_A: [12.5, 13.5], inrush: [1, 1.05], work_s: [30, 50] }],
  ['workshop-motor', { idle_A: [0, 0.1], work_A: [4.7, 5.7], inrush: [4.3, 6.2], work_s: [35, 60] }],
  ['studio', { idle_A: [0.1, 0.15], work_A: [1.5, 1.7], inrush: [1, 1.1], work_s: [1_300, 2_000] }],
  ['embroidery', { idle_A: [0.2, 0.3], work_A: [1.25, 1.45], inrush: [0.95, 1.15], work_s: [100, 170] }],
]

describe.each(CHARACTERS)('%s', (kind, character) => {
  const load = LOADS[kind]
  const within = (value: number, [low, high]: [number, number]) => {
    expect(value).toBeGreaterThanOrEqual(low)
    expect(value).toBeLessThanOrEqual(high)
  }

  it('draws what such a machine draws, standing, working and starting', () => {
    const settled = trace(load, true, 20_000).slice(1_000)
    within(mean(trace(load, false, 20_000).slice(100)), character.idle_A)
    within(mean(settled), character.work_A)
    within(Math.max(...trace(load, true, 1_000)) / mean(settled), character.inrush)
  })

  it('works in stretches of its own length', () => {
    const rng = createRng(42)
    within(mean(Array.from({ length: 2_000 }, () => load.stretch(rng).work_ms)) / 1_000, character.work_s)
  })

  it('has the profile that teaching gives it, on whatever seed it is taught', () => {
    const taught = teach(load, 20_261)
    const profile = taughtProfile(load)
    expect(Math.abs(taught.idle_mA / profile.idle_mA - 1)).toBeLessThan(0.02)
    expect(Math.abs(taught.run_mA / profile.run_mA - 1)).toBeLessThan(0.015)
    expect(profile.run_off_mA).toBeLessThan(profile.run_on_mA)
    // The machine fitted to a profile is the machine the profile was taught on.
    expect(levelsFor(load, profile).work_A).toBeCloseTo(load.levels.work_A, 2)
  })
})

describe('character', () => {
  it('a clutch motor draws more than half its load turning free; a servo next to nothing', () => {
    const { 'clutch-lockstitch': clutch, 'servo-lockstitch': servo } = LOADS
    expect(clutch.levels.idle_A / clutch.levels.work_A).toBeGreaterThan(0.5)
    expect(servo.levels.idle_A / servo.levels.work_A).toBeLessThan(0.1)
  })

  it('a heater follows the voltage, a drive goes against it', () => {
    const at = (load: Load, mains: number) =>
      load.amps(
        load.levels,
        { working: true, since_ms: 9_000, powered_ms: 90_000, load: 1 },
        { t_ms: 0, mains, noise: 0 },
      )
    expect(at(LOADS['heat-press'], 0.85)).toBeLessThan(at(LOADS['heat-press'], 1))
    expect(at(LOADS['servo-lockstitch'], 0.85)).toBeGreaterThan(at(LOADS['servo-lockstitch'], 1))
  })

  it('the pauses between a heater’s pulses are mostly under its hold, so that they are worked', () => {
    const rng = createRng(7)
    const { hold_ms } = LOADS['heat-press']
    const short = Array.from({ length: 1_000 }, () => LOADS['heat-press'].stretch(rng).pause_ms).filter(
      ms => ms < hold_ms,
    )
    expect(short.length).toBeGreaterThan(850)
    expect(short.length).toBeLessThan(950)
  })

  it('noise is standard normal, and the same at the same instant', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => noiseAt(9, 1_791_187_200_000 + i * 100))
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(mean(values.map(value => value * value))).toBeCloseTo(1, 1)
    expect(noiseAt(9, 1_791_187_200_000)).toBe(values[0])
  })
})

describe('which machine a free-text kind resembles', () => {
  it.each([
    ['servo-lockstitch', 90, 1_030, 'servo-lockstitch'],
    ['lockstitch', 90, 1_030, 'servo-lockstitch'],
    ['lockstitch', 2_100, 3_400, 'clutch-lockstitch'],
    ['surjeteuse', 0, 0, 'overlock'],
    ['kiln', 100, 9_000, 'kiln'],
    ['table-saw', 50, 5_000, 'workshop-motor'],
    ['vacuum-table', 50, 3_000, 'workshop-motor'],
    ['printing-press', 300, 1_500, 'dtg-printer'],
    ['four', 100, 9_000, 'heat-press'],
    ['recording-studio', 100, 1_600, 'studio'],
    ['who-knows', 90, 1_000, 'servo-lockstitch'],
    ['toString', 0, 0, 'servo-lockstitch'],
  ])('%s at %i/%i mA → %s', (kind, idle_mA, run_mA, expected) => {
    expect(loadFor(kind, { idle_mA, run_mA }).kind).toBe(expected)
  })
})
