import { expect, test } from 'vitest'
import type { SettleItem } from '#server/contract/books.ts'
import { choicesFor } from './choices.ts'

const item = (more: Partial<SettleItem>): SettleItem =>
  ({
    ...{ id: 'a', kind: 'forgotten', from: '2026-10-05T08:00:00Z', to: '2026-10-05T09:00:00Z', member: 'awa' },
    ...{ proposal: { kind: 'keep' }, decided: null, blocks: true },
    ...more,
  }) as SettleItem

test('what is proposed is offered once', () => {
  expect(choicesFor([item({})], true)).toEqual(['accept', 'assign', 'waive', 'pool', 'split'])
  expect(choicesFor([item({ proposal: { kind: 'waive' } })], false)).toEqual(['accept', 'keep', 'assign', 'split'])
  expect(choicesFor([item({ to: null, proposal: { kind: 'as-counted' } })], true)).toEqual(['accept'])
})

test('many at once are proposed different things, and whoever it is given to can be another', () => {
  expect(choicesFor([item({}), item({ id: 'b' })], true)).toEqual(['accept', 'keep', 'assign', 'waive', 'pool'])
  const assigned = item({ kind: 'unattributed', member: null, proposal: { kind: 'assign', member: 'awa' } })
  expect(choicesFor([assigned], false)).toEqual(['accept', 'assign', 'waive', 'split'])
})
