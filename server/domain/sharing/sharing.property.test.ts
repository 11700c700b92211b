/** What must hold of every month, whoever used what: money neither appears nor disappears, and each pays for their own. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Directory, PoolFacts, TariffFacts } from '../directory.ts'
import type { OrderFacts } from './facts.ts'
import { settleYear } from './settlement.ts'
import type { PeriodStatement } from './statement.ts'
import { house, member, october, pool, tariff, use } from './testing.ts'
import type { Use } from './use.ts'
import { whatIf } from './what-if.ts'

const RUNS = { numRuns: 500 }
const PEOPLE = ['awa', 'bo', 'cyd', 'dia'] as const
const MACHINES = ['juki-1', 'juki-2', 'four-1'] as const
const ms = fc.integer({ min: 0, max: 40_000_000 })
const cents = fc.integer({ min: 0, max: 10 ** 8 })

const uses: fc.Arbitrary<Use[]> = fc
  .array(
    fc.record({
      who: fc.constantFrom(...PEOPLE, null),
      machine: fc.constantFrom(...MACHINES),
      running_ms: ms,
      idle_ms: ms,
      energy_Wh: fc.integer({ min: 0, max: 50_000 }),
      day: fc.integer({ min: 1, max: 31 }),
      at: fc.integer({ min: 0, max: 10 ** 8 }),
      fate: fc.constantFrom('own', 'own', 'own', 'order', 'own-order', 'waived', 'training'),
    }),
    { maxLength: 12 },
  )
  .map(all =>
    all.map(({ who, machine, running_ms, idle_ms, energy_Wh, day, at, fate }, i) =>
      use(`s${`${i}`.padStart(2, '0')}`, who ?? 'awa', running_ms, {
        ...{ machine, idle_ms, energy_Wh, worked_ms: running_ms, session_ms: running_ms + idle_ms },
        ...{ start_at_ms: at, date: `2026-10-${`${day}`.padStart(2, '0')}` },
        ...(who === null ? { member: null, payer: { kind: 'cooperative', id: 'fab' } } : {}),
        order: fate === 'order' ? 'blouses' : fate === 'own-order' ? 'collection' : null,
        waived: fate === 'waived',
        pool: fate === 'training' ? 'training' : null,
      }),
    ),
  )

const pools: fc.Arbitrary<PoolFacts[]> = fc
  .array(
    fc.record({
      driver: fc.constantFrom(
        'running_ms',
        'worked_ms',
        'session_ms',
        'energy_Wh',
        'sessions',
        'equal',
        'area',
        'weights',
      ),
      amount_cents: cents,
      machines: fc.option(fc.subarray([...MACHINES], { minLength: 1 })),
      normal_capacity_ms: fc.option(fc.integer({ min: 1, max: 10 ** 9 })),
      cooperative: fc.option(
        fc.oneof(fc.record({ percent: fc.constantFrom(0, 12.5, 33.33, 100) }), fc.record({ cents })),
      ),
      weights: fc.option(fc.dictionary(fc.constantFrom(...PEOPLE), fc.float({ min: 0, max: 500, noNaN: true }))),
      organisation_weights: fc.option(fc.constant({ wax: 12.5 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map(all => [
    ...all.map((one, i) =>
      pool(`p${i}`, { ...one, subsidy_cents: Math.floor(one.amount_cents / 3) } as Partial<PoolFacts>),
    ),
    pool('training', { amount_cents: 5_001, driver: 'equal' }),
  ])

const tariffs: fc.Arbitrary<TariffFacts[]> = fc
  .array(
    fc.record({
      price: fc.constantFrom('running', 'worked', 'session'),
      cents_per_hour: fc.integer({ min: 0, max: 5_000 }),
      machines: fc.option(fc.subarray([...MACHINES], { minLength: 1 })),
      step_ms: fc.option(fc.constantFrom(60_000, 900_000)),
      minimum_cents: fc.option(fc.integer({ min: 0, max: 500 })),
      setup_cents: fc.option(fc.integer({ min: 0, max: 500 })),
      free_ms: fc.option(fc.integer({ min: 1, max: 10 ** 8 })),
      cap_day_cents: fc.option(fc.integer({ min: 0, max: 3_000 })),
      cap_month_cents: fc.option(fc.integer({ min: 0, max: 30_000 })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map(all => all.map((one, i) => tariff(`t${i}`, one as Partial<TariffFacts>)))

const ORDERS: OrderFacts[] = [
  { id: 'blouses', name: 'Blouses', issuer: 'fab', organisation: 'wax', category: null },
  { id: 'collection', name: 'Collection', issuer: 'fab', organisation: null, category: null },
]

function atelier(parts: {
  pools?: PoolFacts[]
  tariffs?: TariffFacts[]
  billing?: 'share' | 'tariff' | 'provisional'
}): Directory {
  const directory = house({ members: PEOPLE.map(id => member(id)), ...parts, billing: 'share' })
  if (directory.site !== null && parts.billing !== undefined) directory.site.billing = parts.billing
  for (const order of ORDERS) directory.orders.set(order.id, order)
  directory.organisations.set('wax', { id: 'wax', name: 'Wax', legal_form: null, vat: null })
  return directory
}
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
const bills = (statement: PeriodStatement): unknown =>
  [...statement.members, ...statement.orders, ...statement.organisations].map(one => [
    one.id,
    one.total_cents,
    one.lines.map(line => [line.kind, line.pool ?? line.tariff, line.machine, line.cents]),
  ])

describe('costs shared', () => {
  it('Σ members + organisations + cooperative = pool, to the cent, whatever happened', () => {
    fc.assert(
      fc.property(pools, uses, (costs, month) => {
        const result = october(atelier({ pools: costs }), month)
        for (const one of result.pools) {
          expect(one.shared_cents).toBe(one.amount_cents)
          expect(one.gross_cents - one.subsidy_cents).toBe(one.amount_cents)
        }
        const paid = sum([...result.members, ...result.organisations].map(one => one.total_cents))
        expect(paid + result.cooperative_cents).toBe(sum(result.pools.map(one => one.amount_cents)))
        for (const one of [...result.members, ...result.orders, ...result.organisations])
          for (const line of one.lines) expect(line.cents).toBeGreaterThanOrEqual(0)
        for (const { cents: borne } of result.pools.flatMap(one => one.borne)) expect(borne).toBeGreaterThanOrEqual(0)
        const by_payer = sum(result.payers.map(one => one.total_cents))
        expect(by_payer).toBe(paid + sum(result.orders.map(one => one.total_cents)))
      }),
      RUNS,
    )
  })

  it('does not depend on the order in which use is told, and the same month gives the same cents again', () => {
    fc.assert(
      fc.property(pools, uses, (costs, month) => {
        const directory = atelier({ pools: costs })
        expect(bills(october(directory, month.toReversed()))).toEqual(bills(october(directory, month)))
        expect(october(directory, month)).toEqual(october(directory, month))
      }),
      { numRuns: 250 },
    )
  })

  it('who runs more pays no less, but for the odd cent of rounding', () => {
    fc.assert(
      fc.property(uses, cents, fc.integer({ min: 1, max: 10 ** 7 }), (month, amount, more_ms) => {
        const directory = atelier({ pools: [pool('p', { amount_cents: amount })] })
        const extra = use('zz', 'awa', more_ms, { date: '2026-10-31', start_at_ms: 10 ** 9 })
        const before = october(directory, month).members.find(({ id }) => id === 'awa')?.total_cents ?? 0
        const after = october(directory, [...month, extra]).members.find(({ id }) => id === 'awa')?.total_cents ?? 0
        expect(after).toBeGreaterThanOrEqual(before - 1)
      }),
      RUNS,
    )
  })

  it('a reversal and what replaces it leave the cooperative with the difference, never another member', () => {
    fc.assert(
      fc.property(uses, cents, ms, (month, amount, running_ms) => {
        const directory = atelier({ pools: [pool('p', { amount_cents: amount, normal_capacity_ms: 10 ** 8 })] })
        const plain = october(directory, month)
        const taken = use('x', 'awa', -running_ms, {
          session_ms: -running_ms,
          worked_ms: -running_ms,
          adjusts: '2026-09',
        })
        const given = use('x', 'bo', running_ms, { adjusts: '2026-09', waived: true })
        const corrected = october(directory, [...month, taken, given])
        const others = (of: PeriodStatement) => of.members.filter(({ id }) => id !== 'awa').map(one => one.total_cents)
        expect(others(corrected)).toEqual(others(plain))
        const total = (of: PeriodStatement) => sum(of.members.map(one => one.total_cents)) + of.cooperative_cents
        expect(total(corrected)).toBe(amount)
        const awa = (of: PeriodStatement) => of.members.find(({ id }) => id === 'awa')?.total_cents ?? 0
        expect(awa(corrected)).toBeLessThanOrEqual(awa(plain))
      }),
      RUNS,
    )
  })
})

describe('prices', () => {
  it('a member’s bill is made of their own use alone', () => {
    fc.assert(
      fc.property(tariffs, uses, (prices, month) => {
        const directory = atelier({ tariffs: prices, billing: 'tariff' })
        const alone = october(
          directory,
          month.filter(one => one.member === 'awa'),
        )
        const of = (statement: PeriodStatement) => statement.members.find(({ id }) => id === 'awa')
        expect(of(october(directory, month))).toEqual(of(alone))
      }),
      RUNS,
    )
  })

  it('no bill is negative, none exceeds its caps, and more use never costs less', () => {
    fc.assert(
      fc.property(tariffs, uses, fc.integer({ min: 1, max: 10 ** 7 }), (prices, month, more_ms) => {
        const directory = atelier({ tariffs: prices, billing: 'tariff' })
        const extra = use('zz', 'awa', more_ms, { date: '2026-10-31', start_at_ms: 10 ** 9 })
        const before = october(directory, month)
        const after = october(directory, [...month, extra])
        for (const one of before.members) {
          expect(one.total_cents).toBeGreaterThanOrEqual(0)
          for (const { id, cap_month_cents } of prices) {
            const paid = sum(one.lines.filter(line => line.tariff === id).map(line => line.cents))
            if (cap_month_cents != null) expect(paid).toBeLessThanOrEqual(cap_month_cents)
          }
          const later = after.members.find(({ id }) => id === one.id)?.total_cents ?? 0
          expect(later).toBeGreaterThanOrEqual(one.total_cents)
        }
      }),
      RUNS,
    )
  })

  it('each line is within half a cent of the exact price of what it counted', () => {
    fc.assert(
      fc.property(uses, fc.integer({ min: 0, max: 5_000 }), (month, rate) => {
        const directory = atelier({ tariffs: [tariff('t', { cents_per_hour: rate })], billing: 'tariff' })
        for (const { lines } of october(directory, month).members)
          for (const line of lines) {
            const off = BigInt(line.cents) * 3_600_000n - BigInt(line.counted ?? 0) * BigInt(rate)
            expect(2n * (off < 0n ? -off : off) <= 3_600_000n).toBe(true)
          }
      }),
      RUNS,
    )
  })
})

describe('provisional tariffs', () => {
  it('advances and balance together are the share of actual costs, for each who pays', () => {
    fc.assert(
      fc.property(pools, tariffs, uses, (costs, prices, month) => {
        const directory = atelier({ pools: costs, tariffs: prices, billing: 'provisional' })
        const [issuer] = settleYear(directory, '2026', [{ period: '2026-10', uses: month }]).issuers
        const shared = october({ ...directory, site: directory.site && { ...directory.site, billing: 'share' } }, month)
        for (const { payer, total_cents } of shared.payers) {
          const settled = issuer?.payers.find(one => one.payer.kind === payer.kind && one.payer.id === payer.id)
          expect((settled?.advance_cents ?? 0) + (settled?.balance_cents ?? 0)).toBe(total_cents)
        }
        expect(issuer?.costs_cents).toBe(sum(shared.pools.map(one => one.amount_cents)))
      }),
      { numRuns: 250 },
    )
  })
})

describe('what if', () => {
  it('nothing changed moves nothing, and what members gain under shared costs the cooperative bears', () => {
    fc.assert(
      fc.property(pools, uses, fc.constantFrom('running_ms', 'equal', 'sessions'), (costs, month, driver) => {
        const directory = atelier({ pools: costs })
        const months = [{ period: '2026-10', uses: month }]
        const same = whatIf(directory, months, {})
        expect([same.total.delta_cents, same.gain, same.lose, same.cooperative.delta_cents]).toEqual([0, 0, 0, 0])
        const other = whatIf(directory, months, { pools: Object.fromEntries(costs.map(({ id }) => [id, { driver }])) })
        for (const at of ['before_cents', 'after_cents'] as const)
          expect(other.total[at] + other.cooperative[at]).toBe(other.costs[at])
        expect(sum(other.categories.map(one => one.delta_cents))).toBe(sum(other.members.map(one => one.delta_cents)))
      }),
      { numRuns: 250 },
    )
  })
})
