import { expect, test } from 'vitest'
import { documentCase, lineCase } from '#test/support/accounts-cases.ts'
import { presentInvoiceDetail } from './invoices.ts'

const of = (number: string, more: Partial<Parameters<typeof documentCase>[0]> = {}) =>
  documentCase({ number, lines: [lineCase(1_000, 2_000)], ...more })
const on = (number: string) => ({
  kind: 'credit-note' as const,
  refers_to: [{ number, issue_date: '2026-11-02' }],
})

const invoice = of('F-1')
const note = of('A-1', on('F-1'))
const settled = of('A-2', { ...on('F-1'), reason: 'settlement' })
const of_old_books = of('A-3', on('OLD-7'))
const all = [invoice, note, settled, of_old_books, of('F-2')]
const told = (document: typeof invoice) => {
  const { corrects, credited_by } = presentInvoiceDetail(document, all)
  return [corrects, credited_by.map(({ number }) => number)]
}

test('an invoice names the credit notes on it, not the settlement that took it off', () => {
  expect(told(invoice)).toEqual([[], ['A-1']])
})

test.each([
  ['its invoice', note, ['F-1']],
  ['none where it settles a year', settled, []],
  ['none of the old books, which is not here to be shown', of_old_books, []],
])('a credit note names %s', (_what, document, numbers) => expect(told(document)).toEqual([numbers, []]))
