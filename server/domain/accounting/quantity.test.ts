import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pricedQuantity } from './quantity.ts'

const line = { kind: 'running' as const, counted: null, unit: null, unit_cents: null, relieved: false }

describe('quantity × price', () => {
  it('counts hours at the tariff where that multiplies out', () => {
    expect(pricedQuantity({ ...line, cents: 360, counted: 5_400_000, unit_cents: 240 })).toEqual({
      ...{ quantity_ten_thousandths: 15_000, unit: 'HUR', unit_price_mc: 240_000 },
    })
  })
  it('counts energy, pieces and m²', () => {
    expect(pricedQuantity({ ...line, kind: 'energy', cents: 30, counted: 1_200, unit_cents: 25 }).unit).toBe('KWH')
    expect(pricedQuantity({ ...line, kind: 'consumable', cents: 750, counted: 2_500, unit: 'm²' })).toEqual({
      ...{ quantity_ten_thousandths: 25_000, unit: 'MTK', unit_price_mc: 300_000 },
    })
  })
  it('is one piece where something was free, capped or shared', () => {
    const free = pricedQuantity({ ...line, cents: 100, counted: 5_400_000, unit_cents: 240, relieved: true })
    expect(free).toEqual({ quantity_ten_thousandths: 10_000, unit: 'C62', unit_price_mc: 100_000 })
  })
  it('gives back with a negative quantity, never a negative price (EN 16931 BR-27)', () => {
    const back = pricedQuantity({ ...line, cents: -360, counted: -5_400_000, unit_cents: 240 })
    expect(back).toEqual({ quantity_ten_thousandths: -15_000, unit: 'HUR', unit_price_mc: 240_000 })
  })
  it('always comes to the line’s cents', () => {
    const kinds = ['running', 'energy', 'setup', 'consumable', 'share'] as const
    const any = fc.record({
      kind: fc.constantFrom(...kinds),
      cents: fc.integer({ min: -1e8, max: 1e8 }),
      counted: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
      unit: fc.constantFrom(null, 'm²', 'bobine'),
      unit_cents: fc.option(fc.integer({ min: 0, max: 1e5 })),
      relieved: fc.boolean(),
    })
    fc.assert(
      fc.property(any, of => {
        const { quantity_ten_thousandths, unit_price_mc } = pricedQuantity(of)
        expect(unit_price_mc).toBeGreaterThanOrEqual(0)
        const product = BigInt(quantity_ten_thousandths) * BigInt(unit_price_mc)
        const magnitude = (2n * (product < 0n ? -product : product) + 10_000_000n) / 20_000_000n
        expect(product < 0n ? -magnitude : magnitude).toBe(BigInt(of.cents))
      }),
    )
  })
})
