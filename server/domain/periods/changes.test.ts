import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesBetween, type SeenAmounts } from './changes.ts'

const was: SeenAmounts = {
  members: {
    awa: { cents: 1_000, sessions: 2, running_ms: 60_000 },
    bo: { cents: 500, sessions: 1, running_ms: 1 },
    gone: { cents: 0, sessions: 0, running_ms: 0 },
  },
  ...{ pools: { rent: 1_600, paper: 100 }, cooperative_cents: 200, to_settle: 3 },
}
const is: SeenAmounts = {
  members: {
    awa: { cents: 900, sessions: 2, running_ms: 60_000 },
    bo: { cents: 500, sessions: 2, running_ms: 3 },
    chloe: { cents: 400, sessions: 1, running_ms: 5 },
  },
  ...{ pools: { rent: 1_600, paper: 300 }, cooperative_cents: 100, to_settle: 1 },
}

it('names who and what is not as it was, the largest difference first', () => {
  expect(changesBetween(was, is)).toEqual({
    members: [
      { id: 'chloe', was_cents: null, is_cents: 400, sessions: 1, running_ms: 5 },
      { id: 'awa', was_cents: 1_000, is_cents: 900, sessions: 0, running_ms: 0 },
      { id: 'bo', was_cents: 500, is_cents: 500, sessions: 1, running_ms: 2 },
      { id: 'gone', was_cents: 0, is_cents: null, sessions: 0, running_ms: 0 },
    ],
    pools: [{ id: 'paper', was_cents: 100, is_cents: 300 }],
    cooperative: { was_cents: 200, is_cents: 100 },
    to_settle: { was: 3, is: 1 },
  })
})

const amounts: fc.Arbitrary<SeenAmounts> = fc.record({
  members: fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.record({ cents: fc.integer(), sessions: fc.nat(9), running_ms: fc.nat(9) }),
  ),
  pools: fc.dictionary(fc.constantFrom('p', 'q'), fc.integer()),
  cooperative_cents: fc.integer(),
  to_settle: fc.nat(9),
})

it('what was, with the changes, is what is', () => {
  fc.assert(
    fc.property(amounts, amounts, (before, after) => {
      const { members, pools } = changesBetween(before, after)
      const total = ({ members: all }: SeenAmounts) => Object.values(all).reduce((sum, { cents }) => sum + cents, 0)
      const difference = (list: readonly { was_cents: number | null; is_cents: number | null }[]) =>
        list.reduce((sum, one) => sum + (one.is_cents ?? 0) - (one.was_cents ?? 0), 0)
      expect(total(before) + difference(members)).toBe(total(after))
      const shared = ({ pools: all }: SeenAmounts) => Object.values(all).reduce((sum, cents) => sum + cents, 0)
      expect(shared(before) + difference(pools)).toBe(shared(after))
      const same = changesBetween(after, after)
      expect([same.members, same.pools]).toEqual([[], []])
    }),
  )
})
