import { expect, test } from 'vitest'
import type { NoticeWish } from '#server/contract/notices.ts'
import { scopeOf, wishOf } from './wish.ts'

const here = { id: 'juki-1', kind: 'lockstitch' }
const NONE: NoticeWish = {
  ...{ topics: { fault: 'off', care: 'off', card: 'now', silent: 'off' }, machines: null, kinds: null },
  ...{ quiet: null, digest_at: '08:00' },
}
const form = (given: Record<string, string>) => (name: string) => given[name] ?? ''

test.each([
  ['all', {}],
  ['kind', { kinds: ['lockstitch'] }],
  ['others', { kinds: ['press'] }],
  ['this', { machines: ['juki-1'] }],
  ['others', { machines: ['juki-1', 'presse'] }],
  ['others', { machines: ['juki-1'], kinds: ['press'] }],
] as const)('%s', (scope, of) => {
  expect(scopeOf({ ...NONE, ...of } as NoticeWish, here)).toBe(scope)
})

test('a topic without a field stays, and quiet hours are those written or none', () => {
  const made = wishOf(NONE, here, form({ fault: 'digest', scope: 'kind', sleeps: 'on', from: '21:00', until: '07:00' }))
  expect(made).toEqual({
    ...{ topics: { fault: 'digest', care: 'off', card: 'now', silent: 'off' }, machines: null, kinds: ['lockstitch'] },
    ...{ quiet: { from: '21:00', until: '07:00' }, digest_at: '08:00' },
  })
  expect(wishOf(made, here, form({ scope: 'all', from: '21:00', until: '07:00' }))).toMatchObject({
    quiet: null,
    kinds: null,
  })
})

test('this machine comes to those chosen before', () => {
  const made = wishOf({ ...NONE, machines: ['presse'] }, here, form({ scope: 'this' }))
  expect(made.machines).toEqual(['presse', 'juki-1'])
})
