import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issued, paid, returned, to } from './payment-testing.ts'
import { vatOfPaid } from './payment-vat.ts'
import { vatDue } from './payment-vat-due.ts'

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

  it('adds up over months, however the payments fall, come back and come again, to that of the invoice', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(), fc.boolean()), { maxLength: 5 }),
        (vat_totals, tries) => {
          const gross_cents = grossOf(vat_totals)
          const invoice = issued({
            number: 'C-1',
            kind: 'invoice',
            issue_date: '2026-01-10',
            cents: gross_cents,
            vat_totals,
          })
          const entries = [
            invoice,
            ...tries.flatMap(([month, seed], i) => {
              const cents = 1 + (seed % gross_cents)
              const id = `p${i}`
              return [
                paid({ id, date: `2026-0${month}-12`, amount_cents: cents, allocations: to('C-1', cents) }),
                returned(id, `2026-0${month + 1}-02`),
              ]
            }),
            paid({ id: 'last', date: '2026-08-01', amount_cents: gross_cents, allocations: to('C-1', gross_cents) }),
          ]
          const due = ['01', '02', '03', '04', '05', '06', '07', '08'].flatMap(month =>
            vatDue({ month: `2026-${month}`, openings: [], entries, onDebits: () => false }),
          )
          const sums = vat_totals.map(({ rate_bp }) =>
            due.filter(row => row.rate_bp === rate_bp).reduce((sum, row) => sum + row.vat_cents, 0),
          )
          expect(sums).toEqual(vat_totals.map(row => row.vat_cents))
        },
      ),
    )
  })
})

describe('VAT due in a month', () => {
  const vat_totals = [total(2_000, 10_000)]
  const invoice = issued({ number: 'C-1', kind: 'invoice', issue_date: '2026-10-31', cents: 12_000, vat_totals })
  const question = { openings: [], onDebits: () => false }

  it('is none before the payment, and of the part that is paid', () => {
    const entries = [invoice, paid({ id: 'p', date: '2026-11-05', amount_cents: 6_000, allocations: to('C-1', 6_000) })]
    expect(vatDue({ ...question, month: '2026-10', entries })).toEqual([])
    expect(vatDue({ ...question, month: '2026-11', entries })).toEqual([
      { issuer: 'coop', category: 'S', rate_bp: 2_000, base_cents: 5_000, vat_cents: 1_000 },
    ])
  })

  it('is that of the invoice’s month where the issuer opted for debits', () => {
    expect(vatDue({ ...question, onDebits: () => true, month: '2026-10', entries: [invoice] })).toMatchObject([
      { vat_cents: 2_000 },
    ])
  })

  it('is none of an advance that was invoiced before', () => {
    const settled = issued({
      ...{ number: 'C-2', kind: 'invoice', issue_date: '2026-12-31', cents: 12_000, vat_totals },
      ...{ prepaid_cents: 9_000, due_cents: 3_000 },
    })
    const entries = [settled, paid({ id: 'p', date: '2026-12-31', amount_cents: 3_000, allocations: to('C-2', 3_000) })]
    expect(vatDue({ ...question, month: '2026-12', entries })).toMatchObject([{ base_cents: 2_500, vat_cents: 500 }])
  })

  it('goes back with what is refunded of a credit note, and not with what was never paid', () => {
    const credit = issued({
      ...{ number: 'A-1', kind: 'credit-note', issue_date: '2026-11-10', cents: 2_400, refers_to: ['C-1'] },
      vat_totals: [total(2_000, 2_000)],
    })
    const unpaid = [invoice, credit]
    expect(vatDue({ ...question, month: '2026-11', entries: unpaid })).toEqual([])
    const refunded = [
      ...unpaid,
      paid({ id: 'p', date: '2026-11-05', amount_cents: 12_000, allocations: to('C-1', 12_000) }),
      paid({ id: 'r', date: '2026-11-20', amount_cents: -2_400, allocations: to('A-1', -2_400) }),
    ]
    expect(vatDue({ ...question, month: '2026-11', entries: refunded })).toMatchObject([{ vat_cents: 1_600 }])
  })
})
