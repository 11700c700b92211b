/** What nobody's bill may hang on: who stands first in a list, who is there and does nothing, where a session was cut, who pays. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Directory, PoolFacts, TariffFacts } from '../directory.ts'
import type { PeriodStatement } from './statement.ts'
import { house, member, october, pool, tariff, use } from './testing.ts'
import type { Use } from './use.ts'

const RUNS = { numRuns: 300 }
const PEOPLE = ['awa', 'bo', 'cyd'] as const
const MACHINES = ['juki-1', 'juki-2'] as const
const HOUR_MS = 3_600_000
const BY_USE = ['running_ms', 'session_ms', 'energy_Wh', 'sessions'] as const

/** A session that was settled by a split is two uses of one id and one beginning. */
const uses: fc.Arbitrary<Use[]> = fc
  .array(
    fc.record({
      who: fc.constantFrom(...PEOPLE),
      other: fc.option(fc.constantFrom(...PEOPLE)),
      machine: fc.constantFrom(...MACHINES),
      running_ms: fc.integer({ min: 2, max: 20_000_000 }),
      idle_ms: fc.integer({ min: 0, max: 5_000_000 }),
      energy_Wh: fc.integer({ min: 0, max: 9_000 }),
      at: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 9 },
  )
  .map(all =>
    all.flatMap(({ who, other, at, ...measured }, i) => {
      const one = pieceOf(`s${i}`, who, measured, at)
      return other === null || other === who ? [one] : [one, pieceOf(`s${i}`, other, measured, at)]
    }),
  )
const pieceOf = (
  id: string,
  who: string,
  { running_ms, idle_ms, ...more }: Pick<Use, 'machine' | 'running_ms' | 'idle_ms' | 'energy_Wh'>,
  at: number,
): Use =>
  use(id, who, running_ms, {
    ...{ ...more, idle_ms, session_ms: running_ms + idle_ms },
    ...{ start_at_ms: 1_791_194_400_000 + at, category: who === 'cyd' ? 'guest' : 'coop' },
    payer: { kind: 'organisation', id: 'wax' },
  })

const pools: fc.Arbitrary<PoolFacts[]> = fc
  .array(
    fc.record({
      driver: fc.constantFrom(...BY_USE),
      amount_cents: fc.integer({ min: 0, max: 1_000_000 }),
      normal_capacity_ms: fc.option(fc.integer({ min: 1, max: 10 ** 8 })),
      cooperative: fc.option(fc.constant({ percent: 12.5 })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map(all => all.map((one, i) => pool(`p${i}`, one as Partial<PoolFacts>)))
const terms = fc.record({
  cents_per_hour: fc.integer({ min: 0, max: 2_000 }),
  step_ms: fc.option(fc.constantFrom(60_000, 900_000)),
  minimum_cents: fc.option(fc.integer({ min: 0, max: 300 })),
  setup_cents: fc.option(fc.integer({ min: 0, max: 200 })),
  free_ms: fc.option(fc.integer({ min: 1, max: 10 ** 7 })),
  cap_day_cents: fc.option(fc.integer({ min: 0, max: 2_000 })),
})
const prices: fc.Arbitrary<TariffFacts[]> = fc
  .array(terms, { minLength: 2, maxLength: 2 })
  .map(([all, guest]) => [tariff('all', all), tariff('guest', { ...guest, category: 'guest' })] as TariffFacts[])

type Parts = { pools?: PoolFacts[]; tariffs?: TariffFacts[]; billing?: 'share' | 'tariff' }
/** Wax pays for all of them, and has a pack that all of them draw on. */
function atelier(parts: Parts, people: readonly string[] = PEOPLE): Directory {
  const directory = house({ members: people.map(id => member(id)), ...parts })
  const pack = { id: 'dix', issuer: 'fab', name: 'Dix heures', valid_months: null, kinds: null, machines: null }
  directory.packs.set('dix', { ...pack, time_ms: 4 * HOUR_MS, price_cents: 1_000 })
  directory.pack_sales.set('v1', {
    ...{ id: 'v1', pack: 'dix', holder: { kind: 'organisation', id: 'wax' }, date: '2026-09-01', valid_until: null },
    ...{ time_ms: 4 * HOUR_MS, price_cents: 1_000 },
  })
  return directory
}
const backwards = <T>(map: ReadonlyMap<string, T>): Map<string, T> => new Map([...map].toReversed())
const bills = ({ members }: PeriodStatement): [string, number][] =>
  members.filter(one => one.lines.length > 0).map(one => [one.id, one.total_cents])
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)

describe('nobody’s cents hang on', () => {
  it('the order in which members, pools, tariffs and use are told, split sessions included', () => {
    fc.assert(
      fc.property(
        pools,
        prices,
        uses,
        fc.constantFrom('share', 'tariff'),
        fc.gen(),
        (costs, list, month, billing, gen) => {
          const directory = atelier({ pools: costs, tariffs: list, billing })
          const turned: Directory = {
            ...directory,
            ...{ members: backwards(directory.members), pools: backwards(directory.pools) },
            tariffs: backwards(directory.tariffs),
          }
          const shuffled = gen(() => fc.shuffledSubarray(month, { minLength: month.length }))
          const told = october(directory, month)
          const again = october(turned, shuffled)
          expect([bills(again), again.payers, again.packs]).toEqual([bills(told), told.payers, told.packs])
        },
      ),
      RUNS,
    )
  })

  it('a member who is there and uses nothing', () => {
    fc.assert(
      fc.property(pools, prices, uses, fc.constantFrom('share', 'tariff'), (costs, list, month, billing) => {
        const parts = { pools: costs, tariffs: list, billing }
        const alone = october(atelier(parts), month)
        const beside = october(atelier(parts, ['aaron', ...PEOPLE, 'zoe']), month)
        expect(bills(beside)).toEqual(bills(alone))
        expect(beside.cooperative_cents).toBe(alone.cooperative_cents)
      }),
      RUNS,
    )
  })

  it('who pays for them', () => {
    fc.assert(
      fc.property(pools, uses, (costs, month) => {
        const own = month.map((one): Use => ({ ...one, payer: { kind: 'member', id: one.member ?? '' } }))
        expect(bills(october(atelier({ pools: costs }), own))).toEqual(bills(october(atelier({ pools: costs }), month)))
      }),
      RUNS,
    )
  })
})

/** At any instant: the second half begins where the first one ends. */
function cut(one: Use, at: number): Use[] {
  const [first, rest] = (['running_ms', 'idle_ms', 'energy_Wh'] as const).reduce(
    ([a, b], of) => {
      const here = Math.floor(one[of] * at)
      return [
        { ...a, [of]: here },
        { ...b, [of]: one[of] - here },
      ] as [Partial<Use>, Partial<Use>]
    },
    [{}, {}] as [Partial<Use>, Partial<Use>],
  )
  const whole = ({ running_ms = 0, idle_ms = 0 }: Partial<Use>): Partial<Use> => ({
    ...{ worked_ms: running_ms, session_ms: running_ms + idle_ms },
  })
  return [
    { ...one, ...first, ...whole(first), session: `${one.session}a` },
    { ...one, ...rest, ...whole(rest), session: `${one.session}b`, start_at_ms: one.start_at_ms + 1 },
  ]
}

/** One piece a session, each at an instant of its own: what is free goes to them in their order, and a cut must not change whose turn it is. */
const oneByOne = (month: readonly Use[]): Use[] =>
  [...new Map(month.map(one => [one.session, one])).values()].map((one, i) => ({
    ...one,
    start_at_ms: one.start_at_ms + 10 * i,
  }))

describe('a session cut in two', () => {
  it('changes nobody’s share of what is shared by time or energy', () => {
    fc.assert(
      fc.property(pools, uses, fc.double({ min: 0, max: 1, noNaN: true }), (costs, month, at) => {
        const directory = atelier({ pools: costs.filter(({ driver }) => driver !== 'sessions') })
        const halves = october(
          directory,
          month.flatMap(one => cut(one, at)),
        )
        const whole = october(directory, month)
        expect(bills(halves)).toEqual(bills(whole))
        expect(halves.cooperative_cents).toBe(whole.cooperative_cents)
      }),
      RUNS,
    )
  })

  it('costs by a tariff one more step, minimum and setup at most, and nothing where there are none', () => {
    fc.assert(
      fc.property(terms, uses, fc.double({ min: 0, max: 1, noNaN: true }), (given, told, at) => {
        const month = oneByOne(told)
        const [first] = month
        fc.pre(first !== undefined)
        const { cap_day_cents: _, ...uncapped } = given
        const directory = atelier({ tariffs: [tariff('t', uncapped as Partial<TariffFacts>)], billing: 'tariff' })
        directory.pack_sales.clear()
        const whole = sum(bills(october(directory, month)).map(([, cents]) => cents))
        const parted = [...cut(first as Use, at), ...month.slice(1)]
        const halves = sum(bills(october(directory, parted)).map(([, cents]) => cents))
        const { step_ms, minimum_cents, setup_cents, cents_per_hour } = given
        const step_cents = Math.ceil(((step_ms ?? 0) * cents_per_hour) / HOUR_MS)
        expect(halves).toBeGreaterThanOrEqual(whole - (minimum_cents ?? 0) - 1)
        expect(halves).toBeLessThanOrEqual(whole + step_cents + (minimum_cents ?? 0) + (setup_cents ?? 0) + 1)
        if (step_ms === null && minimum_cents === null && setup_cents === null) expect(halves).toBe(whole)
      }),
      RUNS,
    )
  })
})

it('a pool told as two of the same key costs nobody more than a cent each', () => {
  fc.assert(
    fc.property(uses, fc.nat(1_000_000), fc.nat(1_000_000), fc.constantFrom(...BY_USE), (month, a, b, driver) => {
      const one = october(atelier({ pools: [pool('p', { amount_cents: a + b, driver })] }), month)
      const two = october(
        atelier({ pools: [pool('p', { amount_cents: a, driver }), pool('q', { amount_cents: b, driver })] }),
        month,
      )
      const apart = new Map(bills(two))
      // two roundings, each below a cent, against one
      for (const [id, cents] of bills(one)) expect(Math.abs((apart.get(id) ?? 0) - cents)).toBeLessThanOrEqual(2)
      expect(two.cooperative_cents + sum(bills(two).map(([, cents]) => cents))).toBe(a + b)
    }),
    RUNS,
  )
})
