import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccountsCase,
  accountsCase,
  bookedCase,
  documentCase,
  issuedCase,
  lineCase,
  paidCase,
} from '#test/support/accounts-cases.ts'
import type { AccountingDocument } from './document.ts'
import type { AccountsEntry } from './entries.ts'
import { type BookEntry, bookEntries } from './journal-entries.ts'
import { settledBy } from './settled.ts'
import { vatDueEvents } from './vat-due.ts'

const booksOf = ({ documents, booked }: AccountsCase, numbers = {}): BookEntry[] =>
  bookEntries({ booked, documents, numbers, nameOf: ({ id }) => `Née ${id}` })

const story = (documents: AccountingDocument[], entries: AccountsEntry[]): BookEntry[] =>
  booksOf({ documents: new Map(documents.map(one => [one.number, one])), booked: bookedCase(entries) })

/** `411000 M-AWA D 120,00` */
const shown = (entry: BookEntry): string[] =>
  entry.lines.map(({ account, auxiliary, debit_cents, credit_cents, letter }) =>
    [
      ...[account.number, ...(auxiliary === null ? [] : [auxiliary.number])],
      debit_cents > 0 ? `D ${debit_cents}` : `C ${credit_cents}`,
      ...(letter === null ? [] : [`= ${letter.code}`]),
    ].join(' '),
  )

const invoice = documentCase({
  number: 'FAB-2026-0001',
  lines: [
    lineCase(10_000, 2_000),
    lineCase(2_000, 550, { kind: 'consumable' }),
    lineCase(3_000, 0, { kind: 'share', pool: 'rent' }),
  ],
})

describe('an invoice in the books', () => {
  it('owes the whole to the payer, and keeps VAT on services waiting until it is paid (art. 269, 2 c CGI)', () => {
    const [sale, payment] = story(
      [invoice],
      [
        issuedCase(invoice),
        paidCase({ id: 'p1', amount_cents: 17_110, allocations: [{ item: 'FAB-2026-0001', cents: 17_110 }] }),
      ],
    )
    expect(sale).toMatchObject({
      ...{ journal: 'VE', number: 1, date: '2026-11-02', piece: 'FAB-2026-0001' },
      label: 'Facture FAB-2026-0001 Née awa',
    })
    expect(shown(sale as BookEntry)).toEqual([
      '411000 M-AWA D 17110 = CW',
      '706200 C 10000',
      '707000 C 2000',
      '706100 C 3000',
      '445841 C 2000',
      '445843 C 110',
    ])
    expect(payment).toMatchObject({ journal: 'BQ', label: 'Virement FAB-2026-0001 Née awa' })
    expect(shown(payment as BookEntry)).toEqual([
      '512000 D 17110',
      '411000 M-AWA C 17110 = CW',
      '445841 D 2000',
      '445711 C 2000',
      '445843 D 110',
      '445713 C 110',
    ])
  })

  it('collects VAT at once where the seller opted for debits, and on goods', () => {
    for (const more of [{ vat_on_debits: true }, { operation: 'goods' as const }]) {
      const document = { ...invoice, ...more }
      const [sale] = story([document], [issuedCase(document)])
      expect(shown(sale as BookEntry)).toContain('445711 C 2000')
    }
  })

  it('goes to the accountant’s own accounts where they are given', () => {
    const documents = new Map([[invoice.number, invoice]])
    const numbers = { 'sales.pool.rent': '752000', receivable: '411500', 'vat-pending.2000': '445800' }
    const [sale] = booksOf({ documents, booked: bookedCase([issuedCase(invoice)]) }, numbers)
    expect(shown(sale as BookEntry)).toEqual([
      ...['411500 M-AWA D 17110', '706200 C 10000', '707000 C 2000', '752000 C 3000', '445800 C 2000', '445843 C 110'],
    ])
  })

  it('turns its sides where it is a credit note, and takes what waits back with it', () => {
    const note = documentCase({
      ...{ number: 'FAB-2026-0002', kind: 'credit-note', lines: [lineCase(10_000, 2_000)] },
      refers_to: [{ number: 'FAB-2026-0001', issue_date: '2026-11-02' }],
    })
    const [, credit] = story([invoice, note], [issuedCase(invoice), issuedCase(note)])
    expect(credit?.label).toBe('Avoir FAB-2026-0002 Née awa')
    expect(shown(credit as BookEntry).slice(0, 2)).toEqual(['411000 M-AWA C 12000', '706200 D 10000'])
    expect(credit?.lines.every(one => one.debit_cents >= 0 && one.credit_cents >= 0)).toBe(true)
  })
})

describe('money in the books', () => {
  it('is an advance as far as it pays nothing, and moves when it does', () => {
    const [, payment, moved] = story(
      [invoice],
      [
        issuedCase(invoice),
        paidCase({ id: 'p1', amount_cents: 20_000, method: 'cash' }),
        {
          ...{
            type: 'allocated',
            issuer: 'fabrique',
            payer: { kind: 'member', id: 'awa' },
            from: 'p1',
            by: 'x',
            date: '2026-12-01',
          },
          date: '2026-11-12',
          allocations: [{ item: 'FAB-2026-0001', cents: 17_110 }],
        },
      ],
    )
    expect(payment?.journal).toBe('CA')
    expect(shown(payment as BookEntry)).toEqual(['530000 D 20000', '419100 M-AWA C 20000'])
    expect(moved?.journal).toBe('OD')
    expect(shown(moved as BookEntry).slice(0, 2)).toEqual(['419100 M-AWA D 17110', '411000 M-AWA C 17110 = CW'])
  })

  it('that comes back opens the balance again, takes VAT back, and charges its fee', () => {
    const [, , back] = story(
      [invoice],
      [
        issuedCase(invoice),
        paidCase({
          ...{ id: 'p1', amount_cents: 17_110, method: 'debit' },
          allocations: [{ item: 'FAB-2026-0001', cents: 17_110 }],
        }),
        {
          ...{ type: 'returned', issuer: 'fabrique', payment: 'p1', date: '2026-11-20', reason: 'AM04' },
          ...{ fee_cents: 1_200, line: null, by: 'x' },
        },
      ],
    )
    expect(shown(back as BookEntry)).toEqual([
      ...['512000 C 17110', '411000 M-AWA D 18310', '708800 C 1200'],
      ...['445841 C 2000', '445711 D 2000', '445843 C 110', '445713 D 110'],
    ])
  })

  it('in part makes a part of each rate due, and the last part makes up for what was rounded', () => {
    const documents = new Map([[invoice.number, invoice]])
    const thirds = [5_703, 5_703, 5_704].map((amount_cents, i) =>
      paidCase({ id: `p${i}`, amount_cents, allocations: [{ item: 'FAB-2026-0001', cents: amount_cents }] }),
    )
    const booked = bookedCase([issuedCase(invoice), ...thirds])
    const due = vatDueEvents(booked, settledBy(booked), number => documents.get(number) ?? invoice)
    const of = (rate_bp: number) => due.filter(one => one.rate_bp === rate_bp).map(one => one.vat_cents)
    expect(of(2_000)).toEqual([667, 666, 667])
    expect(of(550)).toEqual([37, 37, 36])
  })
})

describe('whatever was issued and paid', () => {
  const sum = (entries: readonly BookEntry[], of: RegExp): number =>
    entries
      .flatMap(({ lines }) => lines)
      .filter(({ account, auxiliary }) => of.test(`${account.number} ${auxiliary?.number ?? ''}`))
      .reduce((total, { debit_cents, credit_cents }) => total + debit_cents - credit_cents, 0)

  it('each entry balances, has two lines at least, one side each, and nothing negative', () => {
    fc.assert(
      fc.property(accountsCase, told => {
        for (const { lines } of booksOf(told)) {
          expect(lines.length).toBeGreaterThanOrEqual(2)
          expect(lines.reduce((total, one) => total + one.debit_cents - one.credit_cents, 0)).toBe(0)
          for (const { debit_cents, credit_cents } of lines) {
            expect(Math.min(debit_cents, credit_cents)).toBe(0)
            expect(Math.max(debit_cents, credit_cents)).toBeGreaterThan(0)
          }
        }
      }),
    )
  })

  it('its numbers run without a gap through each journal, and what was exported keeps its number', () => {
    fc.assert(
      fc.property(accountsCase, told => {
        const all = booksOf(told)
        for (const entries of Map.groupBy(all, ({ journal }) => journal).values())
          expect(entries.map(({ number }) => number)).toEqual(entries.map((_, i) => i + 1))
        const earlier = booksOf({ ...told, booked: told.booked.slice(0, -1) })
        const said = ({ journal, number, piece, lines }: BookEntry) => [journal, number, piece, lines.length]
        expect(all.slice(0, earlier.length).map(said)).toEqual(earlier.map(said))
      }),
    )
  })

  it('payers owe in the books what they owe in their accounts', async () => {
    const { accountsOf } = await import('./balance.ts')
    fc.assert(
      fc.property(accountsCase, told => {
        const entries = booksOf(told)
        const accounts = accountsOf(
          [],
          told.booked.map(({ entry }) => entry),
        )
        for (const { payer, balance_cents } of accounts.values())
          expect(sum(entries, new RegExp(`^4(11|19)\\d+ M-${payer.id.toUpperCase()}$`))).toBe(balance_cents)
      }),
    )
  })

  it('sales are what was billed, and the VAT collected is what fell due; the rest waits', () => {
    fc.assert(
      fc.property(accountsCase, told => {
        const entries = booksOf(told)
        const billed = told.booked.flatMap(({ entry }) =>
          entry.type === 'issued' ? [{ ...entry, sign: entry.kind === 'invoice' ? 1 : -1 }] : [],
        )
        const total = (of: (one: (typeof billed)[number]) => number) =>
          billed.reduce((all, one) => all + one.sign * of(one), 0)
        expect(sum(entries, /^70(6|7)/) + total(one => one.net_cents)).toBe(0)
        expect(sum(entries, /^445/) + total(one => one.vat_cents)).toBe(0)
        const terms = (number: string) => told.documents.get(number) as AccountingDocument
        const due = vatDueEvents(told.booked, settledBy(told.booked), terms)
        expect(sum(entries, /^44571/) + due.reduce((all, { vat_cents }) => all + vat_cents, 0)).toBe(0)
      }),
    )
  })

  it('what has one letter comes to nothing', () => {
    fc.assert(
      fc.property(accountsCase, told => {
        const lines = booksOf(told).flatMap(entry => entry.lines)
        const lettered = Map.groupBy(
          lines.filter(({ letter }) => letter !== null),
          ({ letter }) => letter?.code,
        )
        for (const group of lettered.values())
          expect(group.reduce((total, one) => total + one.debit_cents - one.credit_cents, 0)).toBe(0)
      }),
    )
  })
})
