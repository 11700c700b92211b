import { expect, test } from 'vitest'
import { type Known, orderOf } from './order.ts'

type Found = 'absent' | 'same' | 'different'
const cases: [uncommitted: string | undefined, found: Found, quarantined: boolean, known: Known][] = [
  ['p', 'absent', false, 'duplicate'],
  ['q', 'absent', false, 'contradiction'],
  ['q', 'absent', true, 'quarantined'],
  [undefined, 'same', false, 'duplicate'],
  [undefined, 'same', true, 'duplicate'],
  [undefined, 'different', false, 'contradiction'],
  [undefined, 'different', true, 'quarantined'],
  [undefined, 'absent', false, 'late'],
  [undefined, 'absent', true, 'quarantined'],
]
test.each(cases)('uncommitted %s, ledger %s, quarantined %s: %s', async (uncommitted, found, quarantined, known) => {
  const answer = await orderOf(
    uncommitted,
    'p',
    async () => found,
    async () => quarantined,
  )
  expect(answer).toBe(known)
})
