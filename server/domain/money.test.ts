import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsOf, divideHalfUp, priceOfTime_cents } from './money.ts'

describe('divideHalfUp', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [5n, 3n, 2n],
    [149n, 100n, 1n],
    [150n, 100n, 2n],
    [0n, 7n, 0n],
  ])('%d / %d = %d', (numerator, denominator, rounded) => {
    expect(divideHalfUp(numerator, denominator)).toBe(rounded)
  })

  it('is never further than a half from the truth, and mirrors its sign', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const error = 2n * (divideHalfUp(n, d) * d - n)
          expect(error <= d && error >= -d).toBe(true)
          expect(divideHalfUp(-n, d)).toBe(-divideHalfUp(n, d))
        },
      ),
    )
  })

  it('refuses to divide by nothing', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError)
  })
})

it('prices time by the hour, rounded once', () => {
  expect(priceOfTime_cents(3_600_000, 240)).toBe(240)
  expect(priceOfTime_cents(7_500, 240)).toBe(1)
  expect(priceOfTime_cents(7_499, 240)).toBe(0)
})

it('refuses an amount a number cannot hold', () => {
  expect(centsOf(-(2n ** 53n) + 1n)).toBe(Number.MIN_SAFE_INTEGER)
  expect(() => centsOf(2n ** 53n)).toThrow(RangeError)
})
