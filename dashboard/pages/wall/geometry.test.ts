import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAt, placeOf, stepped, tagWidth, zoneWithin } from './geometry.ts'

const PLAN = { left: 100, top: 50, width: 1_000, height: 600 }
const TAG = { width: 200, height: 100 }

describe('a place on the plan', () => {
  test('is nowhere until somebody has set it, whatever the machine is called', () => {
    for (const id of ['constructor', 'toString', '__proto__']) {
      expect(placeOf({}, id)).toBeNull()
      expect(placeOf(JSON.parse(`{"${id}":{"x":1,"y":2}}`), id)).toEqual({ x: 1, y: 2 })
    }
    expect(placeOf({ presse: null }, 'presse')).toBeNull()
  })

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

test('a zone ends at the wall, and one within the room is left as it is', () => {
  const percent = fc.integer({ min: 0, max: 100 })
  const drawn = fc.record({ name: fc.constant('Coupe'), x: percent, y: percent, width: percent, depth: percent })
  fc.assert(
    fc.property(drawn, zone => {
      const shown = zoneWithin(zone)
      expect(shown.x + shown.width).toBeLessThanOrEqual(100)
      expect(shown.y + shown.depth).toBeLessThanOrEqual(100)
      if (zone.x + zone.width <= 100 && zone.y + zone.depth <= 100) expect(shown).toEqual(zone)
    }),
  )
  expect(zoneWithin({ name: 'Coupe', x: 80, y: 0, width: 40, depth: 40 })).toMatchObject({
    x: 80,
    width: 20,
    depth: 40,
  })
})
