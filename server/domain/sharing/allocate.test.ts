import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, tieRank } from './allocate.ts'

const keys = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{1,6}$/), weight: fc.bigInt({ min: 0n, max: 10n ** 13n }) }),
  { selector: key => key.id, minLength: 1, maxLength: 40 },
)

describe('allocate', () => {
  it.each([
    { amount: 100, weights: { a: 1n, b: 1n, c: 1n }, sum: 100, most: 34 },
    { amount: 1, weights: { a: 1n, b: 999n }, sum: 1, most: 1 },
    { amount: 0, weights: { a: 5n }, sum: 0, most: 0 },
    { amount: 120_000, weights: { a: 7n, b: 0n }, sum: 120_000, most: 120_000 },
  ])('shares $amount cents over $weights', ({ amount, weights, sum, most }) => {
    const shares = allocate(
      amount,
      Object.entries(weights).map(([id, weight]) => ({ id, weight })),
      's',
    )
    expect([...shares.values()].reduce((a, b) => a + b, 0)).toBe(sum)
    expect(Math.max(...shares.values())).toBe(most)
  })

  it('gives the odd cents of equal remainders by the published hash order', () => {
    const ids = ['ada', 'bea', 'cyd']
    const shares = allocate(
      100,
      ids.map(id => ({ id, weight: 1n })),
      '2026-10/rent',
    )
    const first = ids.toSorted((a, b) => (tieRank('2026-10/rent', a) < tieRank('2026-10/rent', b) ? -1 : 1))[0] ?? ''
    expect(shares.get(first)).toBe(34)
  })

  it('sums to the amount, stays within one cent of the exact share, and does not depend on order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e10 }), keys, (amount, parts) => {
        const shares = allocate(amount, parts, 'x')
        const total = parts.reduce((sum, part) => sum + part.weight, 0n)
        const sum = [...shares.values()].reduce((a, b) => a + b, 0)
        expect(sum).toBe(total === 0n ? 0 : amount)
        for (const part of parts) {
          const share = BigInt(shares.get(part.id) ?? 0)
          if (total > 0n) {
            const off = share * total - BigInt(amount) * part.weight
            expect(off < total && off > -total).toBe(true)
          }
          if (part.weight === 0n) expect(share).toBe(0n)
        }
        expect(allocate(amount, parts.toReversed(), 'x')).toEqual(new Map([...shares].toReversed()))
      }),
    )
  })

  it('refuses what is no amount or no key', () => {
    expect(() => allocate(-1, [{ id: 'a', weight: 1n }], 's')).toThrow(RangeError)
    expect(() => allocate(0.5, [{ id: 'a', weight: 1n }], 's')).toThrow(RangeError)
    expect(() => allocate(1, [{ id: 'a', weight: -1n }], 's')).toThrow(/negative/)
    expect(() =>
      allocate(
        1,
        [
          { id: 'a', weight: 1n },
          { id: 'a', weight: 1n },
        ],
        's',
      ),
    ).toThrow(/twice/)
  })
})
