import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workShare } from '../metering/estimate.ts'
import { type Lesson, learn } from './learn.ts'
import { intervalsOf } from './marks.ts'
import type { Learnt, Phase, Reading } from './types.ts'

/** Phases one after the other, seconds each, at 1 Hz; `draws` says what the meter reads in each of them, second by second. */
type Told = [phase: Phase | null, seconds: number][]
function lesson(told: Told, draws: (phase: Phase | null, second: number) => number | null, lag_s = 0): Lesson {
  const readings: Reading[] = [{ at_ms: 0, current_mA: draws(told[0]?.[0] ?? null, 0) }]
  const marks: { at_ms: number; phase: Phase | null }[] = []
  let at_s = 0
  for (const [phase, seconds] of told) {
    marks.push({ at_ms: at_s * 1_000, phase })
    for (let second = 0; second < seconds; second++)
      readings.push({ at_ms: (at_s + second + 1 + lag_s) * 1_000, current_mA: draws(phase, second) })
    at_s += seconds
  }
  return { readings, taught: intervalsOf(marks, at_s * 1_000), hold_before_ms: 3_000 }
}
const wobble = (second: number): number => ((second * 7) % 11) - 5
const motor = (phase: Phase | null, second: number): number =>
  phase === 'work' ? 1_000 + 4 * wobble(second) : phase === 'idle' ? 90 + wobble(second) : 2
const strokes = (n: number, seconds = 10): Told =>
  Array.from({ length: n }, () => [['work', seconds] as [Phase, number], ['idle', 6] as [Phase, number]]).flat()
const WHOLE: Told = [['standby', 20], ['idle', 30], ...strokes(14)]

function proposed(learnt: Learnt): Extract<Learnt, { kind: 'proposal' }> {
  if (learnt.kind === 'refused') throw new Error(`refused: ${learnt.code}`)
  return learnt
}

describe('learning a machine', () => {
  it('reads levels, thresholds and quality off a clean lesson', () => {
    const { levels, quality, found, cautions } = proposed(learn(lesson(WHOLE, motor)))
    expect(levels.idle_mA).toBeGreaterThanOrEqual(90)
    expect(levels.idle_mA).toBeLessThanOrEqual(96)
    expect(levels.run_mA).toBeGreaterThan(950)
    expect(levels.run_mA).toBeLessThan(1_030)
    expect(levels).toMatchObject({ min_on_ms: 0, hold_ms: 3_000, standby_mA: 0 })
    // As far above halfway as below, so that a register between them is true
    expect((levels.run_on_mA + levels.run_off_mA) / 2).toBeCloseTo((levels.idle_mA + levels.run_mA) / 2, -1)
    expect(quality.agreement).toBeGreaterThan(0.98)
    expect(quality.misread).toBe(0)
    expect(Math.abs(quality.check_error ?? 1)).toBeLessThan(0.02)
    expect(found).toMatchObject({ standby_ms: 20_000, work_ms: 140_000, step_ms: 1_000, pauses: 0 })
    expect(cautions).toEqual([])
  })

  it('takes out the lag of a meter that shows what was three seconds ago', () => {
    const { levels, quality } = proposed(learn(lesson(WHOLE, motor, 3)))
    expect(levels.run_mA).toBeGreaterThan(950)
    expect(levels.run_mA).toBeLessThan(1_030)
    expect(quality.agreement).toBeGreaterThan(0.97)
  })

  it('finds the pauses inside taught work, and makes the hold outlast them', () => {
    // A heater: twelve seconds on, eight off, taught as work altogether
    const heater = (phase: Phase | null, second: number): number =>
      phase === 'work' ? (second % 20 < 12 ? 8_000 + 10 * wobble(second) : 120 + wobble(second)) : 120 + wobble(second)
    const { levels, found, cautions } = proposed(
      learn(
        lesson(
          [
            ['idle', 40],
            ['work', 400],
            ['idle', 30],
          ],
          heater,
        ),
      ),
    )
    expect(found.pauses).toBe(19)
    expect(found.pause_ms_max).toBeGreaterThanOrEqual(8_000)
    expect(levels.hold_ms).toBeGreaterThan(found.pause_ms_max)
    expect(levels.run_mA).toBeGreaterThan(7_500)
    expect(cautions).toContain('pauses-in-work')
  })

  it('keeps the draw of a machine that is never dark, and says when standby was not taught', () => {
    const lamp = (phase: Phase | null, second: number) => (phase === 'standby' ? 60 : motor(phase, second))
    expect(proposed(learn(lesson(WHOLE, lamp))).levels.standby_mA).toBe(60)
    const without = proposed(learn(lesson(WHOLE.slice(1), motor)))
    expect(without.levels.standby_mA).toBeNull()
    expect(without.cautions).toEqual(['standby-not-taught'])
  })

  it('sleeps through short spikes of idle', () => {
    const spiky = (phase: Phase | null, second: number) =>
      phase === 'idle' && second === 15 ? 900 : motor(phase, second)
    expect(proposed(learn(lesson(WHOLE, spiky))).levels.min_on_ms).toBe(1_000)
  })
})

describe('a lesson that does not carry levels is refused, and says why', () => {
  const flat = (_: Phase | null, second: number) => 500 + wobble(second)
  it.each<[string, Told, (phase: Phase | null, second: number) => number | null]>([
    ['no-readings', [], motor],
    [
      'idle-too-short',
      [
        ['idle', 10],
        ['work', 60],
      ],
      motor,
    ],
    [
      'work-too-short',
      [
        ['idle', 60],
        ['work', 12],
      ],
      motor,
    ],
    ['overlap', WHOLE, flat],
    [
      'overlap',
      [
        ['idle', 60],
        ['work', 60],
      ],
      (phase, second) => motor(phase === 'work' ? 'idle' : phase === 'idle' ? 'work' : phase, second),
    ],
    ['no-current', WHOLE, (_, second) => Math.abs(wobble(second))],
    ['saturated', WHOLE, (phase, second) => (phase === 'work' ? 30_000 : motor(phase, second))],
    ['readings-missing', WHOLE, (phase, second) => (second % 10 < 4 ? null : motor(phase, second))],
  ])('%s', (code, told, draws) => {
    expect(learn(lesson(told, draws))).toMatchObject({ kind: 'refused', code })
  })

  it('asks a slow meter for longer stretches', () => {
    const fast = lesson([['idle', 60], ...strokes(8, 12)], motor)
    const slow = { ...fast, readings: fast.readings.filter((_, i) => i % 10 === 0) }
    const learnt = learn(slow)
    expect(learnt).toMatchObject({ kind: 'refused' })
    if (learnt.kind === 'refused') expect(learnt.figures.needed_ms).toBeGreaterThanOrEqual(160_000)
  })
})

describe('whatever was taught', () => {
  it('the levels read, of the lesson itself, the running time that was taught', () => {
    const machine = fc.record({
      idle: fc.integer({ min: 30, max: 400 }),
      over: fc.double({ min: 1.4, max: 12, noNaN: true }),
      seconds: fc.integer({ min: 5, max: 40 }),
      lag: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(machine, ({ idle, over, seconds, lag }) => {
        const draws = (phase: Phase | null, second: number) =>
          Math.round((phase === 'work' ? idle * over : idle) * (1 + wobble(second) / 250))
        const told: Told = [['idle', 30], ...strokes(10, seconds)]
        const whole = lesson(told, draws, lag)
        const { levels, quality } = proposed(learn(whole))
        expect(levels.idle_mA).toBeLessThan(levels.run_off_mA)
        expect(levels.run_off_mA).toBeLessThanOrEqual(levels.run_on_mA)
        expect(levels.run_on_mA).toBeLessThan(levels.run_mA)
        expect(quality.agreement).toBeGreaterThan(0.9)
        const read_s = whole.readings.reduce((sum, { current_mA }) => sum + workShare(current_mA, levels), 0)
        expect(Math.abs(read_s / (10 * seconds) - 1)).toBeLessThan(0.02)
      }),
      { numRuns: 60 },
    )
  })
})
