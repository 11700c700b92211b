import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyDirectory } from '../directory.ts'
import { priceOfTime_cents } from '../money.ts'
import { isActive } from './statement.ts'
import { tariffBook } from './tariff-book.ts'
import { house, member, pool, session, statement, tariff } from './testing.ts'
import { type Use, useOfSession } from './use.ts'

describe('a month shared by real use', () => {
  it('shares a pool by running time and proves each line by its sessions', () => {
    const result = statement(house({ members: [member('awa'), member('bo')], pools: [pool('rent')] }), [
      session('s1', 'awa', 3_000),
      session('s2', 'awa', 0),
      session('s3', 'bo', 1_000),
    ])
    expect(result.members.map(one => [one.id, one.total_cents])).toEqual([
      ['awa', 7_500],
      ['bo', 2_500],
    ])
    expect(result.members[0]?.lines).toMatchObject([{ label: 'rent', cents: 7_500, sessions: ['s1'], pool: 'rent' }])
    expect(result.pools).toMatchObject([
      { id: 'rent', amount_cents: 10_000, shared_cents: 10_000, cooperative_cents: 0 },
    ])
    expect(result.cooperative_cents).toBe(0)
  })

  it('leaves unused capacity to the cooperative', () => {
    const house1 = house({ members: [member('awa')], pools: [pool('rent', { normal_capacity_ms: 4_000 })] })
    const result = statement(house1, [session('s1', 'awa', 1_000)])
    expect(result.members[0]?.total_cents).toBe(2_500)
    expect(result.cooperative_cents).toBe(7_500)
    expect(statement(house1, [session('s1', 'awa', 9_000)]).cooperative_cents).toBe(0)
  })

  it('gives a pool nobody used to the cooperative, and nets the subsidy first', () => {
    const result = statement(house({ members: [], pools: [pool('rent', { subsidy_cents: 4_000 })] }), [])
    expect(result).toMatchObject({ cooperative_cents: 6_000, pools: [{ amount_cents: 6_000, shared_cents: 6_000 }] })
  })

  it('shares equally among members active in the period, used or not', () => {
    const people = [
      member('awa'),
      member('late', { joined: '2026-11-01' }),
      member('gone', { left: '2026-09-30' }),
      member('leaving', { left: '2026-10-01' }),
      member('barred', { suspended: true }),
    ]
    const result = statement(
      house({ members: people, pools: [pool('fair', { driver: 'equal', amount_cents: 101 })] }),
      [],
    )
    expect(result.members.map(one => one.id)).toEqual(['awa', 'leaving'])
    expect(result.members.reduce((sum, one) => sum + one.total_cents, 0)).toBe(101)
  })

  it.each([
    ['worked_ms', 2],
    ['session_ms', 4],
    ['energy_Wh', 5],
    ['sessions', 1],
  ] as const)('counts by %s', (driver, own) => {
    const mine = session('s1', 'awa', 1, { worked_ms: 2, session_ms: 4, energy_Wh: 5 })
    const other = session('s2', 'bo', 1, { worked_ms: 6, session_ms: 12, energy_Wh: 15 })
    const result = statement(house({ members: [], pools: [pool('p', { driver })] }), [mine, other])
    const weight = driver === 'sessions' ? 1 : own
    const sum = driver === 'sessions' ? 2 : own * 4
    expect(result.members[0]?.total_cents).toBe(Math.round((10_000 * weight) / sum))
  })

  it('counts only the machines a pool names, and floor area by given weights', () => {
    const pools = [
      pool('cutter', { machines: ['cutter-1'] }),
      pool('area', { driver: 'area', weights: { awa: 12.5, bo: 37.5 } }),
    ]
    const result = statement(house({ members: [member('awa'), member('bo')], pools }), [
      session('s1', 'awa', 5),
      session('s2', 'bo', 5, { machine: 'cutter-1' }),
    ])
    expect(result.members.map(one => one.total_cents)).toEqual([2_500, 17_500])
  })

  it('prices by tariff instead, never both in full', () => {
    const parts = { members: [member('awa')], pools: [pool('rent')], tariffs: [tariff('t')] }
    const sessions = [session('s1', 'awa', 3_600_000), session('s2', 'awa', 7_500)]
    const priced = statement(house({ ...parts, billing: 'tariff' }), sessions)
    expect(priced).toMatchObject({ pools: [], cooperative_cents: 0 })
    expect(priced.members[0]?.lines).toMatchObject([{ label: 'juki-1', cents: 241, sessions: ['s1', 's2'] }])
    expect(priced.members[0]?.lines[0]).not.toHaveProperty('pool')
    expect(statement(house(parts), sessions).members[0]?.total_cents).toBe(10_000)
  })

  it('always sums to the pools', () => {
    const arbitrary = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 10 ** 8 })), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(
        arbitrary,
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.option(fc.integer({ min: 1, max: 10 ** 9 })),
        (use, amount, capacity) => {
          const pools = [
            pool('p', { amount_cents: amount, normal_capacity_ms: capacity }),
            pool('q', { driver: 'equal', amount_cents: 7 }),
          ]
          const result = statement(
            house({ members: ['a', 'b', 'e'].map(id => member(id)), pools }),
            use.map(([who, ms], i) => session(`s${i}`, who, ms)),
          )
          expect(result.cooperative_cents + result.members.reduce((sum, one) => sum + one.total_cents, 0)).toBe(
            amount + 7,
          )
          for (const one of result.pools) expect(one.shared_cents).toBe(one.amount_cents)
        },
      ),
    )
  })
})

describe('tariffs', () => {
  it.each([
    [3_600_000, 240, 240],
    [7_500, 240, 1],
    [7_499, 240, 0],
    [1_800_000, 1, 1],
    [1_799_999, 1, 0],
    [0, 240, 0],
  ])('%d ms at %d cents an hour is %d, half up', (ms, rate, cents) => expect(priceOfTime_cents(ms, rate)).toBe(cents))

  it('takes the most specific tariff in force at the start', () => {
    const list = [
      tariff('any'),
      tariff('coop', { category: 'coop' }),
      tariff('juki', { machines: ['juki-1'] }),
      tariff('juki-new', { machines: ['juki-1'], valid_from: '2026-10-01' }),
      tariff('future', { machines: ['juki-1'], category: 'coop', valid_from: '2027-01-01' }),
    ]
    const one = { ...useOfSession(session('s', 'awa', 1), emptyDirectory()), date: '2026-10-05' }
    const priced = house({ members: [], tariffs: list, billing: 'tariff' })
    const tariffFor = (use: Use) => tariffBook(priced).tariffFor(use)
    expect(tariffFor(one)?.id).toBe('juki-new')
    expect(tariffFor({ ...one, date: '2026-09-30' })?.id).toBe('juki')
    expect(tariffFor({ ...one, machine: 'cutter-1' })?.id).toBe('coop')
    expect(tariffFor({ ...one, machine: 'cutter-1', category: 'guest' })?.id).toBe('any')
    expect(tariffFor({ ...one, date: '2025-12-31' })).toBeNull()
  })
})

it('knows who is a member in a month', () => {
  expect(isActive(member('x', { joined: '2026-10-31', left: '2026-10-31' }), '2026-10')).toBe(true)
  expect(isActive(member('x', { joined: '2026-11-01' }), '2026-10')).toBe(false)
})
