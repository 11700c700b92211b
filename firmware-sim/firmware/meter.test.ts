import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StationMeter } from './meter.ts'

const PROFILE = { idle_mA: 90, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 }
const meterOf = (readings_mA: (number | null)[], profile = PROFILE) => {
  const meter = new StationMeter(profile, 230)
  for (const reading of readings_mA) meter.read(100, reading)
  return meter
}
const times = <T>(count: number, value: T): T[] => new Array(count).fill(value)

describe('a clamp that fell off', () => {
  it.each([
    ['a motor switched off over lunch, which was taught', 30, 30, 0],
    ['nothing, as it was taught', 0, 0, 0],
    ['far less than standby', 100, 10, 1_000],
    ['far less than idle, and nobody taught standby', null, 10, 1_000],
  ])('%s: standby %s mA, now %s mA', (_, standby_mA, current_mA, implausible_ms) => {
    const profile = { ...PROFILE, idle_mA: 200, standby_mA }
    expect(meterOf(times(10, current_mA), profile).implausible_ms).toBe(implausible_ms)
  })
})

describe('running_ms (contract §3)', () => {
  it.each<[string, number[], number]>([
    ['nothing while idle', times(50, 90), 0],
    ['from the first reading at run_on', [90, 600, 1_000, 90], 200],
    ['through readings between the thresholds once running', [700, 500, 460, 449, 500], 300],
    ['not from readings between the thresholds', times(20, 590), 0],
  ])('counts %s', (_, readings, running_ms) => {
    expect(meterOf(readings).takeRegister(readings.length * 100)).toBe(running_ms)
  })

  it('with min_on_ms dates work at its first reading, and forgets what was too short', () => {
    const profile = { ...PROFILE, min_on_ms: 300 }
    expect(meterOf([700, 700, 700, 90], profile).takeRegister(400)).toBe(0)
    expect(meterOf([700, 700, 700, 700, 90], profile).takeRegister(500)).toBe(400)
  })

  it('never grows faster than up_ms between two samples', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 1_200 }), fc.boolean())),
        fc.constantFrom(0, 300, 900),
        (steps, min_on_ms) => {
          const meter = new StationMeter({ ...PROFILE, min_on_ms }, 230)
          let told = { running_ms: 0, up_ms: 0 }
          steps.forEach(([reading, sample], i) => {
            meter.read(100, reading)
            if (!sample) return
            const up_ms = (i + 1) * 100
            const running_ms = meter.takeRegister(up_ms)
            expect(running_ms).toBeGreaterThanOrEqual(told.running_ms)
            expect(running_ms - told.running_ms).toBeLessThanOrEqual(up_ms - told.up_ms)
            told = { running_ms, up_ms }
          })
        },
      ),
    )
  })
})

describe('the window and the energy', () => {
  it('is the RMS since the last sample', () => {
    const meter = meterOf([300, 400])
    expect(meter.takeWindow()).toBe(Math.round(Math.sqrt((300 ** 2 + 400 ** 2) / 2)))
    meter.read(100, 1_000)
    expect(meter.takeWindow()).toBe(1_000)
    expect(meter.takeWindow()).toBe(1_000)
  })

  it('counts whole watt-hours', () => {
    // 10 A at 230 V for one minute: 38.3 Wh.
    expect(meterOf(times(600, 10_000)).energy_Wh).toBe(38)
  })
})

describe('plausible idle (contract §1, Safety)', () => {
  it.each<[string, (number | null)[], boolean]>([
    ['idle for the whole hold', times(30, 90), true],
    ['idle for less', times(29, 90), false],
    ['working', times(40, 1_000), false],
    ['a clamp that reads nothing', times(60, 0), false],
    ['a clamp that gives no value', times(60, null), false],
  ])('%s → %s', (_, readings, settled) => {
    expect(meterOf(readings).settled).toBe(settled)
  })
})
