import { describe, expect, it } from 'vitest'
import { bookedCase, documentCase, issuedCase, lineCase, paidCase } from '#test/support/accounts-cases.ts'
import type { AccountingDocument } from './document.ts'
import type { AccountsEntry } from './entries.ts'
import { vatSummary } from './vat-summary.ts'

const summaryOf = (documents: AccountingDocument[], entries: AccountsEntry[], period = '2026-11') => {
  const known = new Map(documents.map(one => [one.number, one]))
  const termsOf = (number: string) => known.get(number) as AccountingDocument
  return vatSummary({ issuer: 'fabrique', period, booked: bookedCase(entries), termsOf })
}
const mixed = documentCase({
  number: 'F-1',
  lines: [
    lineCase(10_000, 2_000),
    lineCase(4_000, 1_000),
    lineCase(2_000, 550),
    lineCase(1_000, 210),
    lineCase(500, 0),
  ],
})
const paid = (number: string, date: string, amount_cents: number): AccountsEntry =>
  paidCase({ id: `p-${number}-${date}`, date, amount_cents, allocations: [{ item: number, cents: amount_cents }] })

describe('the VAT of a month by the lines of form 3310-CA3', () => {
  it('names the line of each rate, and what is not taxed', () => {
    const { lines, taxed_base_cents, untaxed_base_cents, vat_cents, pending_cents } = summaryOf(
      [mixed],
      [issuedCase(mixed), paid('F-1', '2026-11-20', mixed.due_cents)],
    )
    expect(lines.map(({ box, base_cents, vat_cents: of_it }) => [box, base_cents, of_it])).toEqual([
      ['08', 10_000, 2_000],
      ['9B', 4_000, 400],
      ['09', 2_000, 110],
      ['14', 1_000, 21],
      ['E2', 500, 0],
    ])
    expect({ taxed_base_cents, untaxed_base_cents, vat_cents, pending_cents }).toEqual({
      ...{ taxed_base_cents: 17_000, untaxed_base_cents: 500, vat_cents: 2_531, pending_cents: 0 },
    })
  })

  it('counts a payment in its own month, and what waits until then as waiting', () => {
    const entries = [issuedCase(mixed), paid('F-1', '2026-12-03', mixed.due_cents)]
    expect(summaryOf([mixed], entries)).toMatchObject({ lines: [], vat_cents: 0, pending_cents: 2_531 })
    expect(summaryOf([mixed], entries, '2026-12')).toMatchObject({ vat_cents: 2_531, pending_cents: 0 })
  })

  it('tells what fell due on debits from what fell due on payment', () => {
    const debits = documentCase({ number: 'F-2', vat_on_debits: true, lines: [lineCase(5_000, 2_000)] })
    const entries = [issuedCase(mixed), issuedCase(debits), paid('F-1', '2026-11-20', mixed.due_cents)]
    expect(summaryOf([mixed, debits], entries)).toMatchObject({
      ...{ due_on_issue_cents: 1_000, due_on_payment_cents: 2_531, vat_cents: 3_531 },
    })
  })

  it('an unpaid invoice and its credit note make nothing due, now or later; a refunded one gives its VAT back', () => {
    const refers_to = [{ number: 'F-1', issue_date: '2026-11-02' }]
    const more = { number: 'A-1', kind: 'credit-note' as const, refers_to, lines: mixed.lines }
    const note = documentCase({ ...more, issue_date: '2026-12-01' })
    const unpaid = [issuedCase(mixed), issuedCase(note)]
    expect(summaryOf([mixed, note], unpaid, '2026-12')).toMatchObject({ vat_cents: 0, pending_cents: 0 })
    const refunded = [
      ...[issuedCase(mixed), paid('F-1', '2026-11-20', mixed.due_cents), issuedCase(note)],
      paidCase({
        ...{ id: 'back', date: '2026-12-05', amount_cents: -note.due_cents },
        allocations: [{ item: 'A-1', cents: -note.due_cents }],
      }),
    ]
    expect(summaryOf([mixed, note], refunded)).toMatchObject({ vat_cents: 2_531 })
    expect(summaryOf([mixed, note], refunded, '2026-12')).toMatchObject({ vat_cents: -2_531, pending_cents: 0 })
  })
})
