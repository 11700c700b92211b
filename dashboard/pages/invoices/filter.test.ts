import { expect, test } from 'vitest'
import { EVERYTHING, filterOf, hrefOf, payersOf } from './filter.ts'

const queryOf = (href: string) => Object.fromEntries(new URL(href, 'http://navette').searchParams)

test.each([
  EVERYTHING,
  { state: 'late' as const, payer: null },
  { state: null, payer: 'organisation/faubourg' },
  { state: 'credit-note' as const, payer: 'member/awa' },
])('an address brings back what it was made of: %o', filter => {
  expect(filterOf(queryOf(hrefOf(filter)))).toEqual(filter)
})

test('nothing narrowed is the plain address', () => expect(hrefOf(EVERYTHING)).toBe('/invoices'))

test.each([{ state: 'paid' }, { payer: 'awa' }, { payer: 'member/<img>' }, { state: '', payer: '' }])(
  'what an address says wrongly narrows nothing: %o',
  query => expect(filterOf(query)).toEqual(EVERYTHING),
)

test('a payer is offered once, by name as French sorts it', () => {
  const row = (kind: string, id: string, name: string) => ({ payer: { kind, id }, name })
  const rows = [row('member', 'zoe', 'Zoé'), row('member', 'eve', 'Ève'), row('member', 'zoe', 'Zoé')]
  expect(payersOf([...rows, row('organisation', 'eve', 'Faubourg')])).toEqual([
    { id: 'member/eve', name: 'Ève' },
    { id: 'organisation/eve', name: 'Faubourg' },
    { id: 'member/zoe', name: 'Zoé' },
  ])
})
