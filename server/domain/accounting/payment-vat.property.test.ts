import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vatOfPaid } from './payment-vat.ts'

const total = (rate_bp: number, base_cents: number) => ({
  ...{ category: 'S', rate_bp, base_cents, vat_cents: Math.round((base_cents * rate_bp) / 10_000) },
})
const rows = fc
  .uniqueArray(
    fc.record({ rate_bp: fc.constantFrom(0, 550, 1_000, 2_000), base: fc.integer({ min: 1, max: 300_000 }) }),
    {
      ...{ selector: row => row.rate_bp, minLength: 1, maxLength: 4 },
    },
  )
  .map(all => all.map(row => total(row.rate_bp, row.base)))
const grossOf = (all: { base_cents: number; vat_cents: number }[]): number =>
  all.reduce((sum, row) => sum + row.base_cents + row.vat_cents, 0)

describe('the VAT in a payment (CGI art. 269, 2 c)', () => {
  it('and its base are the payment, to the cent; of the whole they are the invoice’s own', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (vat_totals, seed) => {
        const gross_cents = grossOf(vat_totals)
        const paid_cents = seed % (gross_cents + 1)
        expect(grossOf(vatOfPaid({ vat_totals, gross_cents }, paid_cents))).toBe(paid_cents)
        expect(vatOfPaid({ vat_totals, gross_cents }, gross_cents)).toEqual(vat_totals)
      }),
    )
  })
})
