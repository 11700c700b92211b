import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, hold, type Pace } from './account.ts'
import { type Meter, meterAtBoot } from './state.ts'
import { SERVO, T0 } from './testing.ts'
import type { SampleMessage } from './types.ts'

const PACE: Pace = { sample_ms: 1_000, silent_after_ms: 5_000 }
const sample = (up_ms: number, current_mA: number, running_ms?: number): SampleMessage => {
  const message = { type: 'sample' as const, boot: 1, seq: 1, up_ms, at_ms: T0, current_mA, relay: true }
  return running_ms === undefined ? message : { ...message, running_ms }
}
/** Sampled and counted up to 10 s, at full work. */
const MIDWAY: Meter = { ...meterAtBoot(0), sampled: true, sample_up_ms: 10_000, counted_up_ms: 10_000, share: 1 }

describe('time is split whole (contract §3)', () => {
  it('running + still + silent = elapsed, whatever is lost', () => {
    const anyStep = fc.record({
      after_ms: fc.integer({ min: 0, max: 60_000 }),
      current_mA: fc.integer({ min: 0, max: 1_500 }),
      ratio: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      lost: fc.boolean(),
      boundary: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), steps => {
        let meter = meterAtBoot(0)
        let up_ms = 0
        let worked_ms = 0
        for (const { after_ms, current_mA, ratio, lost, boundary } of steps) {
          up_ms += after_ms
          worked_ms += Math.floor(after_ms * (ratio ?? 0.5))
          const register = ratio === undefined ? undefined : worked_ms
          const counted = boundary
            ? hold(meter, up_ms, PACE, meter.share)
            : count({ ...meter, lost }, sample(up_ms, current_mA, register), PACE, SERVO)
          const { running_ms, still_ms, silent_ms } = counted.span
          expect(running_ms + still_ms + silent_ms).toBe(after_ms)
          expect(Math.min(running_ms, still_ms, silent_ms)).toBeGreaterThanOrEqual(0)
          expect(counted.meter.counted_up_ms).toBe(up_ms)
          meter = counted.meter
        }
      }),
    )
  })

  it('a badge between samples holds the earlier state, and the register then corrects it', () => {
    const before: Meter = { ...MIDWAY, register: { up_ms: 10_000, running_ms: 4_000 } }
    const held = hold(before, 10_600, PACE, before.share)
    expect(held.span).toMatchObject({ running_ms: 600, still_ms: 0 })
    const after = count(held.meter, sample(11_000, 90, 4_700), PACE, SERVO)
    expect(after.span).toMatchObject({ running_ms: 100, still_ms: 300, measured: true })
  })

  it.each([
    ['one interval', false, 11_000, 90, { running_ms: 0, still_ms: 1_000, silent_ms: 0 }],
    ['a slow sample speaks for all its time', false, 14_000, 90, { running_ms: 0, still_ms: 4_000, silent_ms: 0 }],
    ['but not beyond silent', false, 20_000, 1_030, { running_ms: 5_000, still_ms: 0, silent_ms: 5_000 }],
    ['lost ones: the earlier state holds', true, 13_000, 90, { running_ms: 2_000, still_ms: 1_000, silent_ms: 0 }],
    ['and no further than silent', true, 20_000, 90, { running_ms: 5_000, still_ms: 1_000, silent_ms: 4_000 }],
  ])('by estimate, %s', (_, lost, up_ms, current_mA, span) => {
    expect(count({ ...MIDWAY, lost }, sample(up_ms, current_mA), PACE, SERVO).span).toMatchObject(span)
  })

  it('a first register after estimated samples is a beginning, not a difference', () => {
    const { span } = count(MIDWAY, sample(11_000, 90, 9_000), PACE, SERVO)
    expect(span).toMatchObject({ running_ms: 0, measured: false })
  })
})
