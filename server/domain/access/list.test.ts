import { expect, it } from 'vitest'
import { AWA, AWA_SPARE, atelier, BELA, T0 } from '../metering/testing.ts'
import { offlineList } from './list.ts'
import { listTerms, type OfflinePolicy } from './offline.ts'

const HOUR_MS = 3_600_000
const prefix = (badge: string): string => badge.slice(0, 16)

it('lists every badge that would be granted, each until the pass or the list ends, in order', () => {
  const directory = atelier({ awa_badge: { valid_until_ms: T0 + HOUR_MS } })
  expect(offlineList(directory, 'juki-1', T0, 8 * HOUR_MS)).toEqual([
    [prefix(AWA), T0 + HOUR_MS],
    [prefix(AWA_SPARE), T0 + 8 * HOUR_MS],
    [prefix(BELA), T0 + 8 * HOUR_MS],
  ])
})

it('is the same at night: a list is issued for hours to come', () => {
  const directory = atelier({ site: { opening: [{ days: [7], from: '01:00', to: '02:00' }] } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toHaveLength(3)
})

it('is empty where nobody may start offline', () => {
  const directory = atelier({ machine: { offline: { start: false, hours: null } } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([])
})

it.each<[string, OfflinePolicy | undefined, number, number]>([
  ['nothing said: a week, renewed daily', undefined, 168, 24],
  ['without hours: the same', { start: true, hours: null }, 168, 24],
  ['eight hours: renewed every two', { start: true, hours: 8 }, 8, 2],
  ['longer than a week: a week', { start: true, hours: 400 }, 168, 24],
])('%s', (_, offline, life_h, renew_h) => {
  const machine = atelier(offline && { machine: { offline } }).machines.get('juki-1')
  expect(listTerms(machine)).toEqual({ life_ms: life_h * HOUR_MS, renew_ms: renew_h * HOUR_MS })
})

it('leaves out who may not, and everybody while the machine is locked out', () => {
  const directory = atelier({ awa: { qualifications: [] } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([[prefix(BELA), T0 + HOUR_MS]])
  directory.locks.set('juki-1', { machine: 'juki-1', by: 'boss', why: 'belt', since_at_ms: T0 })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([])
})

/** T0 is Monday 2026-10-05, 10:00 in Paris. */
const WEEK_MS = 7 * 24 * HOUR_MS
const midnight = (date: string): number => Date.parse(`${date}T00:00:00+02:00`)
const untilOf = (directory: ReturnType<typeof atelier>): number | undefined =>
  offlineList(directory, 'juki-1', T0, WEEK_MS).find(([badge]) => badge === prefix(AWA))?.[1]

it('is the same on a day the atelier is closed, and while somebody has booked', () => {
  const directory = atelier()
  directory.closures.set('c', { id: 'c', kind: 'closed', from_ms: T0, until_ms: T0 + HOUR_MS, why: '' })
  directory.reservations.set('r', {
    ...{ id: 'r', machine: 'juki-1', member: 'bela', made_by: 'bela', from_ms: T0, until_ms: T0 + HOUR_MS },
  })
  expect(offlineList(directory, 'juki-1', T0, WEEK_MS)).toHaveLength(3)
})

it.each<[string, Parameters<typeof atelier>[0] & object, number | undefined]>([
  ['nothing that ends', {}, T0 + WEEK_MS],
  [
    'a qualification that expires on Thursday',
    {
      awa: {
        grants: [{ qualification: 'lockstitch', trainer: null, granted: '2025-10-08', expires: '2026-10-08' }],
      },
    },
    midnight('2026-10-08'),
  ],
  [
    'one for another machine',
    { awa: { grants: [{ qualification: 'x', trainer: null, granted: null, expires: '2026-10-08' }] } },
    T0 + WEEK_MS,
  ],
  ['a membership whose last day is Tuesday', { awa: { left: '2026-10-06' } }, midnight('2026-10-07')],
  [
    'a suspension from Wednesday',
    {
      awa: {
        states: [
          { from: '2025-01-01', state: 'active' },
          { from: '2026-10-07', state: 'suspended' },
        ],
      },
    },
    midnight('2026-10-07'),
  ],
  ['a pass for this morning', { awa_badge: { hours: [{ days: [1], from: '08:00', to: '12:00' }] } }, T0 + 2 * HOUR_MS],
  ['a pass for the afternoon', { awa_badge: { hours: [{ days: [1], from: '14:00', to: '18:00' }] } }, undefined],
  ['a minor at moving parts', { awa: { minor: true }, machine: { moving_parts: true } }, undefined],
  ['a candidate', { awa: { states: [{ from: '2026-09-01', state: 'candidate' }] } }, undefined],
])('%s: until then, or not at all', (_, changes, until_ms) => {
  expect(untilOf(atelier(changes))).toBe(until_ms)
})

it('leaves out who has reached a spending limit', () => {
  const directory = atelier({ awa: { limit_cents_per_month: 1_000 } })
  directory.spending.set('member:awa', { id: 'member:awa', period: '2026-10', cents: 1_000 })
  expect(untilOf(directory)).toBeUndefined()
})
