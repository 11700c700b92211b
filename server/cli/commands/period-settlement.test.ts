import { expect, test } from 'vitest'
import { wordsOf } from './period-settlement.ts'

const payer = { payer: { kind: 'member' as const, id: 'awa' }, months: [], unused_packs: [] }
const sums = (advance_cents: number, share_cents: number) => {
  const amounts = { advance_cents, share_cents, balance_cents: share_cents - advance_cents }
  return { ...amounts, costs_cents: share_cents, cooperative_cents: 0, payers: [{ ...payer, ...amounts }] }
}
const so_far = { ...sums(1_000, 750), from: '2026-09', through: '2026-10' }
/** French amounts have spaces of their own. */
const told = (of: Parameters<typeof wordsOf>[1]) =>
  wordsOf('2026', of).map(line => line.replaceAll(/[\u00a0\u202f]/g, ' '))

test('a year that is not due is told as if it had ended, and says so', () => {
  expect(told({ issuer: 'fab', ...sums(1_000, 9_000), provisional_until: '2026-12', so_far })).toEqual([
    'fab 2026, had it ended with 2026-10 (from 2026-09; provisional until 2026-12 is closed): costs 7,50 €, advances 10,00 €',
    '  awa: paid 10,00 €, share 7,50 €, would get back 2,50 €',
    "  the cooperative's own part: 0,00 €",
  ])
})

test('before its first month is over there is nothing to tell', () => {
  expect(told({ issuer: 'fab', ...sums(0, 9_000), provisional_until: '2026-12', so_far: null })).toEqual([
    'fab 2026: provisional until 2026-12 is closed; no month of it is over yet',
  ])
})

test('a year that is due is told whole', () => {
  expect(told({ issuer: 'fab', ...sums(1_000, 9_000), provisional_until: null, so_far: null })).toEqual([
    'fab 2026: costs 90,00 €, advances 10,00 €',
    '  awa: paid 10,00 €, share 90,00 €, owes 80,00 €',
    "  the cooperative's own part: 0,00 €",
  ])
})
