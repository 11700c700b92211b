import { expect, it } from 'vitest'
import { priceOf, useAt } from './price.ts'
import { costSoFar, needsMonth, quotasOf } from './so-far.ts'
import { house, member, october, pool, session, tariff, use } from './testing.ts'
import { useOfSession } from './use.ts'

const HOUR_MS = 3_600_000
/** 2026-11-05 12:00 in Paris */
const NOW_MS = 1_793_876_400_000
const awa = member('awa')
const atelier = (more: Parameters<typeof tariff>[1] = {}) =>
  house({ members: [awa], tariffs: [tariff('couture', more)], billing: 'tariff' })
const nothing = { uses: [], packs: [] }

it('tells both prices of a machine that runs and waits, as the bill will have them', () => {
  const components = [
    { measure: 'running' as const, cents_per_hour: 600 },
    { measure: 'idle' as const, cents_per_hour: 100 },
  ]
  const directory = atelier({ components, minimum_cents: 50 })
  expect(priceOf(directory, useAt(directory, awa, 'juki-1', NOW_MS), null)).toEqual({
    charged_to: 'member',
    tariff: {
      ...{ tariff: 'couture', provisional: false, parts: components, step_ms: 0, minimum_cents: 50, setup_cents: 0 },
      ...{ free_ms: 0, cap_day_cents: null, cap_month_cents: null },
    },
    shared: null,
  })
  // 30 min at 6.00 €/h and 15 min at 1.00 €/h
  const open = use('s1', 'awa', HOUR_MS / 2, { idle_ms: HOUR_MS / 4 })
  expect(costSoFar(directory, open, nothing, null)).toEqual({ tariff_cents: 325, shared_cents: null })
  // one second: the minimum already
  expect(costSoFar(directory, use('s1', 'awa', 1_000), nothing, null).tariff_cents).toBe(50)
})

it('counts what is free first, and what the month has left of it', () => {
  const directory = atelier({ free_ms: HOUR_MS, cents_per_hour: 600 })
  const open = use('s2', 'awa', HOUR_MS / 2)
  expect(needsMonth(directory, open)).toBe(true)
  expect(costSoFar(directory, open, nothing, null).tariff_cents).toBe(0)
  const month = { uses: [use('s1', 'awa', (HOUR_MS * 3) / 4), use('x', 'bilal', HOUR_MS)], packs: [] }
  expect(costSoFar(directory, open, month, null).tariff_cents).toBe(150)
  expect(quotasOf(directory, 'awa', month)).toEqual([{ tariff: 'couture', free_ms: HOUR_MS, left_ms: HOUR_MS / 4 }])
})

it('stops at the cap of the day', () => {
  const directory = atelier({ cap_day_cents: 700, cents_per_hour: 600 })
  const month = { uses: [use('s1', 'awa', HOUR_MS)], packs: [] }
  expect(costSoFar(directory, use('s2', 'awa', HOUR_MS), month, null).tariff_cents).toBe(100)
})

it('takes prepaid time before money', () => {
  const directory = atelier({ cents_per_hour: 600 })
  directory.packs.set('dix', {
    ...{ id: 'dix', issuer: 'fab', name: '10 h', time_ms: 10 * HOUR_MS, price_cents: 5_000 },
    ...{ valid_months: null, kinds: null, machines: null },
  })
  directory.pack_sales.set('v1', {
    ...{ id: 'v1', pack: 'dix', holder: { kind: 'member', id: 'awa' }, date: '2026-10-01', valid_until: null },
    ...{ time_ms: 10 * HOUR_MS, price_cents: 5_000 },
  })
  const left = (left_ms: number) => ({ uses: [], packs: [{ sale: 'v1', holder: 'awa', left_ms }] })
  expect(costSoFar(directory, use('s', 'awa', HOUR_MS), left(HOUR_MS), null).tariff_cents).toBe(0)
  expect(costSoFar(directory, use('s', 'awa', HOUR_MS), left(HOUR_MS / 2), null).tariff_cents).toBe(300)
})

it('prices what is shared by what an hour came to the month before, and by nothing where none went before', () => {
  const pools = [
    pool('loyer', { amount_cents: 10_000 }),
    pool('courant', { amount_cents: 3_000, driver: 'session_ms' }),
    pool('foire', { driver: 'equal' }),
    pool('laser', { machines: ['laser'] }),
  ]
  const directory = house({ members: [awa, member('bilal')], pools })
  // 20 h of running and 30 h of sessions: 5.00 € and 1.00 € an hour
  const last = october(directory, [
    use('a', 'awa', 12 * HOUR_MS, { session_ms: 20 * HOUR_MS }),
    use('b', 'bilal', 8 * HOUR_MS, { session_ms: 10 * HOUR_MS }),
  ])
  const now = useAt(directory, awa, 'juki-1', NOW_MS)
  expect(priceOf(directory, now, null)).toEqual({ charged_to: 'member', tariff: null, shared: null })
  expect(priceOf(directory, now, last).shared).toEqual({
    period: '2026-10',
    parts: [
      { measure: 'session', cents_per_hour: 100 },
      { measure: 'running', cents_per_hour: 500 },
    ],
  })
  const open = { ...now, running_ms: HOUR_MS / 2, session_ms: HOUR_MS }
  expect(costSoFar(directory, open, nothing, last)).toEqual({ tariff_cents: 0, shared_cents: 350 })
})

it('says who is charged: the organisation that pays, or the pool of a training', () => {
  const chloe = member('chloe', { organisation: 'colibri' })
  const directory = house({ members: [chloe], tariffs: [tariff('couture')], billing: 'tariff' })
  expect(priceOf(directory, useAt(directory, chloe, 'juki-1', NOW_MS), null).charged_to).toBe('organisation')
  directory.events.set('cours', {
    ...{
      id: 'cours',
      kind: 'training',
      name: 'Ourlets',
      machines: ['juki-1'],
      from_ms: NOW_MS - 1,
      until_ms: NOW_MS + 1,
    },
    ...{ leader: 'bilal', members: ['chloe'], guests: 0, minors: false, qualification: null, organisation: null },
    ...{ pool: 'formation', funder: null, subsidy_cents: 0 },
  })
  const inside = useAt(directory, chloe, 'juki-1', NOW_MS)
  expect(priceOf(directory, inside, null).charged_to).toBe('purpose')
  expect(costSoFar(directory, { ...inside, running_ms: HOUR_MS }, nothing, null).tariff_cents).toBe(0)
})

it('is the price the statement has: every session added one by one comes to the month', () => {
  const directory = atelier({ components: [{ measure: 'running', cents_per_hour: 600 }], step_ms: 60_000 })
  const sessions = ['a', 'b', 'c'].map((id, i) => session(id, 'awa', 100_000 * (i + 1)))
  const uses = sessions.map(one => useOfSession(one, directory))
  const sum_cents = uses.reduce(
    (sum, one, i) => sum + costSoFar(directory, one, { uses: uses.slice(0, i), packs: [] }, null).tariff_cents,
    0,
  )
  expect(sum_cents).toBe(october(directory, uses).members[0]?.total_cents)
})
