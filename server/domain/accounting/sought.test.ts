import { expect, test } from 'vitest'
import { documentCase, issuedCase, lineCase, paidCase } from '#test/support/accounts-cases.ts'
import { accountsOf } from './balance.ts'
import { type Sought, sought } from './sought.ts'

const bill = (number: string, due_date: string, more: { kind?: 'credit-note'; payer?: string } = {}) => {
  const one = documentCase({ ...more, number, lines: [lineCase(10_000, 2_000)] })
  return issuedCase({ ...one, terms: { ...one.terms, due_date } })
}
const accounts = [
  ...accountsOf(
    [],
    [
      bill('F-LATE', '2026-11-19'),
      bill('F-PART', '2026-11-20'),
      bill('F-PAID', '2026-01-01'),
      bill('F-HERS', '2026-11-19', { payer: 'bou' }),
      bill('A-HERS', '2026-11-19', { payer: 'bou', kind: 'credit-note' }),
      paidCase({ id: 'p1', amount_cents: 12_000, allocations: [{ item: 'F-PAID', cents: 12_000 }] }),
      paidCase({ id: 'p2', amount_cents: 5_000, allocations: [{ item: 'F-PART', cents: 5_000 }] }),
    ],
  ).values(),
]
const found = (of: Partial<Sought>) => sought(accounts, { state: null, payer: null, ...of }, '2026-11-20')

test.each<[string, Partial<Sought>, string[]]>([
  ['everything', {}, ['F-LATE', 'F-PART', 'F-PAID', 'F-HERS', 'A-HERS']],
  ['what is still to be paid, in part or in whole', { state: 'open' }, ['F-LATE', 'F-PART', 'F-HERS']],
  ['what is late: due yesterday, not due today', { state: 'late' }, ['F-LATE', 'F-HERS']],
  ['what is paid, however old', { state: 'settled' }, ['F-PAID']],
  ['what gives back', { state: 'credit-note' }, ['A-HERS']],
  ['one payer’s', { payer: 'member/bou' }, ['F-HERS', 'A-HERS']],
  ['what one payer is late with', { payer: 'member/awa', state: 'late' }, ['F-LATE']],
  ['nothing of whom nothing was billed', { payer: 'organisation/bou' }, []],
])('finds %s', (_what, of, numbers) => {
  expect(found(of).sort()).toEqual(numbers.toSorted())
})
