import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAt, stepped, tagWidth } from './geometry.ts'

const PLAN = { left: 100, top: 50, width: 1_000, height: 600 }
const TAG = { width: 200, height: 100 }

describe('a place on the plan', () => {
  test('is flush with the walls at 0 and at 100', () => {
    expect(placeAt({ x: 100, y: 50 }, TAG, PLAN)).toEqual({ x: 0, y: 0 })
    expect(placeAt({ x: 900, y: 550 }, TAG, PLAN)).toEqual({ x: 100, y: 100 })
    expect(placeAt({ x: 500, y: 300 }, TAG, PLAN)).toEqual({ x: 50, y: 50 })
  })

  test('is never outside, wherever the pointer went, and drawn there it stands where it was let go', () => {
    const inside = fc.record({ x: fc.integer({ min: 100, max: 900 }), y: fc.integer({ min: 50, max: 550 }) })
    fc.assert(
      fc.property(inside, ({ x, y }) => {
        const place = placeAt({ x, y }, TAG, PLAN)
        const drawn = PLAN.left + (place.x / 100) * PLAN.width - (place.x / 100) * TAG.width
        expect(Math.abs(drawn - x)).toBeLessThanOrEqual(0.005 * (PLAN.width - TAG.width))
      }),
    )
    expect(placeAt({ x: -5_000, y: 9_999 }, TAG, PLAN)).toEqual({ x: 0, y: 100 })
    expect(placeAt({ x: 1, y: 1 }, { width: 2_000, height: 2_000 }, PLAN)).toEqual({ x: 0, y: 0 })
  })

  test('moves by arrow keys, further with Shift, and stops at the wall', () => {
    expect(stepped({ x: 50, y: 50 }, 'ArrowLeft', false)).toEqual({ x: 49, y: 50 })
    expect(stepped({ x: 50, y: 50 }, 'ArrowDown', true)).toEqual({ x: 50, y: 60 })
    expect(stepped({ x: 95, y: 0 }, 'ArrowRight', true)).toEqual({ x: 100, y: 0 })
    expect(stepped({ x: 50, y: 50 }, 'Tab', false)).toBeNull()
  })
})

test.each([
  [1, 24],
  [8, 23],
  [24, 13],
  [60, 9],
])('%i machines have tags %i %% wide', (count, width) => {
  expect(tagWidth(count, { width_cm: 1_200, depth_cm: 700 })).toBe(width)
})
