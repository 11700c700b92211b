import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INVOICING, ISSUER } from '#test/support/invoice-lab.ts'
import { FRENCH_RATES_BP, isFrenchRate } from './settings.ts'
import { COST_SHARING, FRANCHISE, regimeOn, sumsOf, vatOf, vatOn_cents, vatTotals } from './vat.ts'

const supply = { kind: 'share' as const, pool: 'rent', tariff: null, date: '2026-10-31', documented: false }
const S = (rate_bp: number) => ({ category: 'S', rate_bp, exemption: null }) as const

describe('VAT of a line', () => {
  it('is 20 % unless something is said', () => expect(vatOf(ISSUER, supply)).toEqual(S(2_000)))
  it('is the most specific rate: tariff, pool, kind, default', () => {
    const vat_rates = { default: 20, kinds: { share: 10 }, pools: { rent: 5.5 }, tariffs: { t: 2.1 } }
    const issuer = { ...ISSUER, invoicing: { ...INVOICING, vat_rates } }
    expect(vatOf(issuer, { ...supply, tariff: 't' })).toEqual(S(210))
    expect(vatOf(issuer, supply)).toEqual(S(550))
    expect(vatOf(issuer, { ...supply, pool: 'other' })).toEqual(S(1_000))
    expect(vatOf(issuer, { ...supply, kind: 'pack', pool: null })).toEqual(S(2_000))
  })
  it('follows the issuer’s regime on the day of supply', () => {
    const issuer = { ...ISSUER, vat: 'franchise', vat_regimes: [{ from: '2026-11-01', regime: 'standard' }] }
    expect(regimeOn(issuer, '2026-10-31')).toBe('franchise')
    expect(vatOf(issuer, supply)).toEqual(FRANCHISE)
    expect(vatOf(issuer, { ...supply, date: '2026-11-30' })).toEqual(S(2_000))
  })
  it('art. 261 B: exempts only whose status is documented', () => {
    const exemption = { basis: 'cost-sharing', confirmed: '2026-01-01', undocumented: 'tax' } as const
    const issuer = { ...ISSUER, vat: 'exempt', invoicing: { ...INVOICING, exemption } }
    expect(vatOf(issuer, { ...supply, documented: true })).toEqual(COST_SHARING)
    expect(vatOf(issuer, supply)).toEqual(S(2_000))
  })
  it('knows the rates of France and no other', () => {
    expect(FRENCH_RATES_BP.map(bp => isFrenchRate(bp / 100))).toEqual([true, true, true, true, true])
    for (const percent of [19.6, 7, 5, 21, 8.5, 0.1]) expect(isFrenchRate(percent)).toBe(false)
  })
})

describe('VAT totals', () => {
  it.each([
    [1, 2_000, 0],
    [2, 2_000, 0],
    [3, 2_000, 1],
    [-3, 2_000, -1],
    [10, 550, 1],
    [9, 550, 0],
    [100_005, 2_000, 20_001],
  ])('%i cents at %i: %i, half up on the magnitude', (base, rate, vat) => expect(vatOn_cents(base, rate)).toBe(vat))
  it('are rounded once for each rate, on the sum, and add up', () => {
    const line = fc.record({ cents: fc.integer({ min: -1e9, max: 1e9 }), rate: fc.constantFrom(...FRENCH_RATES_BP) })
    fc.assert(
      fc.property(fc.array(line), lines => {
        const totals = vatTotals(lines.map(({ cents, rate }) => ({ net_cents: cents, vat: S(rate) })))
        const sums = sumsOf(totals)
        expect(sums.net_cents).toBe(lines.reduce((sum, { cents }) => sum + cents, 0))
        for (const { vat, base_cents, vat_cents } of totals)
          expect(Math.abs(vat_cents * 10_000 - base_cents * vat.rate_bp)).toBeLessThanOrEqual(5_000)
        expect(sums.gross_cents).toBe(sums.net_cents + sums.vat_cents)
      }),
    )
  })
})
