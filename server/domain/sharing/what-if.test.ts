/** The worked example of docs/sharing.md under other rules, by pencil. */
import { describe, expect, it } from 'vitest'
import { house, member, pool, tariff, use } from './testing.ts'
import { type Changes, type WhatIf, whatIf } from './what-if.ts'

const H = 3_600_000
const directory = house({
  members: [member('awa'), member('bo')],
  pools: [
    pool('loyer', {
      ...{ amount_cents: 100_000, subsidy_cents: 20_000, normal_capacity_ms: 100 * H },
      cooperative: { percent: 10 },
    }),
  ],
  tariffs: [tariff('heure', { cents_per_hour: 300 })],
})
directory.orders.set('blouses', {
  ...{ id: 'blouses', name: 'Blouses', issuer: 'fab', organisation: 'lycee', category: null },
})
const OCTOBER = {
  period: '2026-10',
  uses: [
    use('s1', 'awa', 20 * H),
    use('s2', 'bo', 10 * H),
    use('s3', 'bo', 5 * H, { order: 'blouses' }),
    use('s4', 'awa', 1 * H, { waived: true }),
  ],
}
/** Awa, Bo, the order, what the cooperative bears, what the month costs. */
type Cents = readonly [number, number, number, number, number]
const centsOf = (of: WhatIf, at: 'before_cents' | 'after_cents'): Cents => [
  of.members.find(one => one.id === 'awa')?.[at] ?? 0,
  of.members.find(one => one.id === 'bo')?.[at] ?? 0,
  of.others.find(one => one.id === 'blouses')?.[at] ?? 0,
  of.cooperative[at],
  of.costs[at],
]
// 1 000 € less 200 € subsidy, a tenth the cooperative's: 720 € over 100 h, 7.20 an hour; 80 + 7.20 waived + 64 h unused
const TODAY: Cents = [14_400, 7_200, 3_600, 8_000 + 720 + 46_080, 80_000]

describe('the rent of October under other rules', () => {
  it.each<[string, Changes, Cents, [gain: number, lose: number, same: number]]>([
    ['the same', {}, TODAY, [0, 0, 3]],
    // 1 200 - 200 = 1 000, less a tenth: 900 over 100 h, 9 an hour
    ['200 € more', { pools: { loyer: { amount_cents: 120_000 } } }, [18_000, 9_000, 4_500, 68_500, 100_000], [0, 3, 0]],
    // 36 hours for whole costs: 720 / 36 = 20 an hour
    [
      'no capacity held back',
      { pools: { loyer: { normal_capacity_ms: null } } },
      [40_000, 20_000, 10_000, 8_000 + 2_000, 80_000],
      [0, 3, 0],
    ],
    // four sessions, one of each: 72 000 / 4
    [
      'by sessions',
      { pools: { loyer: { driver: 'sessions' } } },
      [18_000, 18_000, 18_000, 8_000 + 18_000, 80_000],
      [0, 3, 0],
    ],
    // 3 € an hour; nothing is shared, and the rent is due all the same
    ['by tariff', { billing: { fab: 'tariff' } }, [6_000, 3_000, 1_500, 0, 80_000], [3, 0, 0]],
    [
      'by another tariff',
      { billing: { fab: 'tariff' }, tariffs: { heure: { cents_per_hour: 720 } } },
      [14_400, 7_200, 3_600, 0, 80_000],
      [0, 0, 3],
    ],
    ['no rent', { pools: { loyer: null } }, [0, 0, 0, 0, 0], [3, 0, 0]],
  ])('%s', (_what, changes, after, [gain, lose, same]) => {
    const answer = whatIf(directory, [OCTOBER], changes)
    expect(centsOf(answer, 'before_cents')).toEqual(TODAY)
    expect(centsOf(answer, 'after_cents')).toEqual(after)
    expect([answer.gain, answer.lose, answer.same]).toEqual([gain, lose, same])
    expect(answer.total.after_cents).toBe(after[0] + after[1] + after[2])
    if (changes.billing === undefined) expect(answer.total.after_cents + answer.cooperative.after_cents).toBe(after[4])
  })

  it('adds a month up that nobody used: the cooperative bears its rent', () => {
    const answer = whatIf(directory, [OCTOBER, { period: '2026-11', uses: [] }], {})
    const [awa, bo, order, own, costs] = TODAY
    expect(centsOf(answer, 'before_cents')).toEqual([awa, bo, order, own + 80_000, 2 * costs])
  })
})
