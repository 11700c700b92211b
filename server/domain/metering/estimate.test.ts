import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsWork, wholeMs, workShare } from './estimate.ts'
import { SERVO } from './testing.ts'

describe('workShare: clamp((I² − I_idle²) / (I_run² − I_idle²), 0, 1) (contract §3)', () => {
  it.each([
    [0, 0],
    [90, 0],
    [1_030, 1],
    [1_500, 1],
    // By hand: (600² − 90²) / (1030² − 90²) = 351 900 / 1 052 800
    [600, 0.334_251_519_756_839],
  ])('%d mA: %d', (current_mA, share) => {
    expect(workShare(current_mA, SERVO)).toBeCloseTo(share, 12)
  })

  it('guesses nothing without a meter, a profile or a running level', () => {
    expect(workShare(null, SERVO)).toBe(0)
    expect(workShare(1_000, undefined)).toBe(0)
    expect(workShare(1_000, { ...SERVO, run_mA: 90 })).toBe(0)
  })

  it('recovers the share of any window that mixes work and idle', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), share => {
        const rms_mA = Math.sqrt(share * SERVO.run_mA ** 2 + (1 - share) * SERVO.idle_mA ** 2)
        expect(workShare(rms_mA, SERVO)).toBeCloseTo(share, 9)
      }),
    )
  })
})

it.each([
  [449, SERVO, false],
  [450, SERVO, true],
  [null, SERVO, false],
  [200, { ...SERVO, run_on_mA: 0, run_off_mA: 0 }, false],
  [300, { ...SERVO, run_on_mA: 0, run_off_mA: 0 }, true],
])('%d mA holds work, and not only noise: case %#', (current_mA, profile, expected) => {
  expect(holdsWork(current_mA, profile)).toBe(expected)
})

it('rounds a thousand windows once, not a thousand times', () => {
  let carry_us = 0
  let total_ms = 0
  for (let i = 0; i < 1_000; i++) {
    const whole = wholeMs(333.4, carry_us)
    carry_us = whole.carry_us
    total_ms += whole.ms
  }
  expect(total_ms).toBe(333_400)
})
