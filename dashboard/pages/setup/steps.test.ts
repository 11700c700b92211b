import { expect, test } from 'vitest'
import { type Known, stepsOf } from './steps.ts'

const empty: Known = { machines: [], members: [], signed: false, prices: 0, issuers: [{ missing: [] }], accounts: 1 }
const missing = { code: 'x', params: {}, text: '', section: 'vat' as const, blocks: true }
const done = (known: Partial<Known>) =>
  stepsOf({ ...empty, ...known })
    .filter(step => step.done)
    .map(({ key }) => key)

test.each<[name: string, known: Partial<Known>, expected: string[]]>([
  ['nothing yet but an issuer that lacks nothing', {}, ['issuer']],
  ['a machine that was never heard', { machines: [{ heard: null }] }, ['issuer']],
  [
    'one that was',
    {
      machines: [{ heard: null }, { heard: '2026-11-22T10:00:00Z' }],
    },
    ['station', 'issuer'],
  ],
  ['a card and no charter', { members: [{ id: 'm-1', state: 'active', badges: 1 }] }, ['member', 'issuer']],
  [
    'a card and a charter',
    { members: [{ id: 'm-1', state: 'active', badges: 1 }], signed: true },
    ['member', 'access', 'issuer'],
  ],
  ['a price', { prices: 1 }, ['price', 'issuer']],
  ['what blocks an invoice', { issuers: [{ missing: [missing] }] }, []],
  ['what only makes it worse', { issuers: [{ missing: [{ ...missing, blocks: false }] }] }, ['issuer']],
  ['a colleague', { accounts: 2 }, ['issuer', 'colleague']],
])('%s', (_name, known, expected) => {
  expect(done(known)).toEqual(expected)
})

test('the card, the charter and the right to use a machine are given on the first member’s own page', () => {
  const to = (known: Known) => stepsOf(known).find(({ key }) => key === 'access')?.href
  expect(to(empty)).toBe('/members')
  expect(to({ ...empty, members: [{ id: 'm-1', state: 'active', badges: 0 }] })).toBe('/members/m-1')
})
