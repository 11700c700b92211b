import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountsOf, creditOf_cents, openOf } from './balance.ts'
import type { AccountsEntry, IssuedEntry } from './entries.ts'
import type { PaidEntry, ReturnedEntry } from './payment-entries.ts'

const payer = { kind: 'member' as const, id: 'awa' }
const issued = (number: string, kind: IssuedEntry['kind'], date: string, cents: number, refers_to: string[]) =>
  ({
    ...{ type: 'issued', issuer: 'coop', series: 'C', sequence: 1, number, kind, draft: number, issue_date: date },
    ...{ due_date: date, period: '2026-10', reason: 'month', payer, refers_to, net_cents: cents, vat_cents: 0 },
    ...{ gross_cents: cents, prepaid_cents: 0, due_cents: cents, vat_totals: [], document_hash: '', series_chain: '' },
    ...{ statement_hash: null, closed_n: null, by: 'x' },
  }) satisfies IssuedEntry

const day = fc.integer({ min: 1, max: 28 }).map(n => `2026-11-${`${n}`.padStart(2, '0')}`)
const cents = fc.integer({ min: 1, max: 50_000 })
const number = fc.integer({ min: 0, max: 4 }).map(n => `C-${n}`)

const invoices = fc.array(fc.record({ day, cents }), { minLength: 1, maxLength: 5 })
const notes = fc.array(fc.record({ day, cents, of: number }), { maxLength: 3 })
const payments = fc.array(
  fc.record({
    day,
    cents: fc.oneof(
      cents,
      cents.map(n => -n),
    ),
    allocations: fc.array(fc.record({ item: number, cents }), { maxLength: 3 }),
    back: fc.option(fc.record({ day, fee_cents: fc.integer({ min: 0, max: 2_000 }) })),
  }),
  { maxLength: 6 },
)

function entriesOf(
  made: [{ day: string; cents: number }[], { day: string; cents: number; of: string }[], PaymentCase[]],
) {
  const [bills, credits, paid] = made
  const entries: AccountsEntry[] = [
    ...bills.map((one, i) => issued(`C-${i}`, 'invoice', one.day, one.cents, [])),
    ...credits.map((one, i) => issued(`A-${i}`, 'credit-note', one.day, one.cents, [one.of])),
  ]
  for (const [i, one] of paid.entries()) {
    const id = `p${i}`
    // What goes back names a credit note; what comes in names invoices
    const allocations =
      one.cents < 0 ? [{ item: `A-${i % 3}`, cents: one.cents }] : one.allocations.map(part => ({ ...part }))
    const payment = { id, payer, date: one.day, method: 'transfer' as const, amount_cents: one.cents, allocations }
    entries.push({
      ...{ type: 'paid', issuer: 'coop', payment: { ...payment, reference: null, run: null }, line: null, by: 'x' },
    } satisfies PaidEntry)
    if (one.back !== null)
      entries.push({
        ...{ type: 'returned', issuer: 'coop', payment: id, date: one.back.day, reason: 'AM04' },
        ...{ fee_cents: one.back.fee_cents, line: null, by: 'x' },
      } satisfies ReturnedEntry)
  }
  return entries
}
type PaymentCase = {
  day: string
  cents: number
  allocations: { item: string; cents: number }[]
  back: { day: string; fee_cents: number } | null
}
const opening = fc.integer({ min: -30_000, max: 30_000 }).map(amount_cents => ({
  ...{ id: 'old', payer, issuer: 'coop', date: '2026-01-01', amount_cents },
}))
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)

describe('what a payer owes', () => {
  it('is opening + invoices − credit notes − payments + returns + fees, and what is open less what is credit', () => {
    fc.assert(
      fc.property(opening, fc.tuple(invoices, notes, payments), (old, made) => {
        const account = [...accountsOf([old], entriesOf(made)).values()][0]
        if (account === undefined) throw new Error('no account')
        const [bills, credits, paid] = made
        const expected =
          old.amount_cents +
          sum(bills.map(one => one.cents)) -
          sum(credits.map(one => one.cents)) -
          sum(paid.filter(one => one.back === null).map(one => one.cents)) +
          sum(paid.map(one => one.back?.fee_cents ?? 0))
        expect(account.balance_cents).toBe(expected)
        expect(sum(openOf(account).map(item => item.open_cents)) - creditOf_cents(account)).toBe(expected)
        expect(account.movements.at(-1)?.balance_cents).toBe(expected)
        for (const item of account.items) {
          expect(item.open_cents).toBeGreaterThanOrEqual(0)
          expect(item.open_cents).toBeLessThanOrEqual(item.due_cents)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order in which entries were written', () => {
    fc.assert(
      fc.property(
        opening,
        fc.tuple(invoices, notes, payments).chain(made => {
          const entries = entriesOf(made)
          return fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
          )
        }),
        (old, [entries, shuffled]) => {
          const owed = (all: AccountsEntry[]) =>
            [...accountsOf([old], all).values()].map(({ balance_cents, items, credits }) => ({
              ...{ balance_cents, items },
              credits: credits.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
            }))
          expect(owed(shuffled)).toEqual(owed(entries))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a payment that came back twice', () => {
  it('comes back once', () => {
    const entries = entriesOf([
      [{ day: '2026-11-01', cents: 1_000 }],
      [],
      [
        {
          day: '2026-11-05',
          cents: 1_000,
          allocations: [{ item: 'C-0', cents: 1_000 }],
          back: { day: '2026-11-09', fee_cents: 0 },
        },
      ],
    ])
    const twice = [...entries, ...entries.filter(entry => entry.type === 'returned')]
    expect([...accountsOf([], twice).values()].map(one => one.balance_cents)).toEqual([1_000])
  })
})
