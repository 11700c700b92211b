import { expect, it } from 'vitest'
import { atelier } from '../metering/testing.ts'
import type { FaultRow } from '../records.ts'
import { conditionsOf, type Now, SILENT_MS } from './conditions.ts'

/** Monday 2026-11-23, 10:00 in Paris. */
const NOW_MS = Date.UTC(2026, 10, 23, 9)
const HOUR_MS = 3_600_000
const OPEN = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]

function now(more: Partial<Now> = {}): Now {
  const directory = atelier()
  if (directory.site !== null) directory.site = { ...directory.site, timezone: 'Europe/Paris', opening: OPEN }
  return { directory, faults: [], cards: [], machines: [], now_ms: NOW_MS, ...more }
}
const heard = (heard_at_ms: number | null) => [{ machine: 'juki-1', heard_at_ms, wear_ms: { huile: 9 * HOUR_MS } }]
const row = (more: Partial<FaultRow>): FaultRow => ({
  ...{
    id: 1,
    n: 4,
    machine: 'juki-1',
    station: 's1',
    code: 'thread',
    detail: null,
    from_at_ms: NOW_MS,
    to_at_ms: null,
  },
  ...{ session: null, acknowledged_at_ms: null, acknowledged_by: null, resolved_at_ms: null, resolved_by: null },
  ...{ resolution: null, assigned_to: null, cause: null, parts_cents: 0, labour_cents: 0 },
  ...more,
})

it.each([
  ['heard a moment ago', NOW_MS - 1_000, NOW_MS, []],
  ['silent while open', NOW_MS - SILENT_MS, NOW_MS, [true]],
  ['silent since the night, minutes after opening', NOW_MS - 12 * HOUR_MS, NOW_MS - HOUR_MS + 60_000, [false]],
  ['silent since the night, long after opening', NOW_MS - 12 * HOUR_MS, NOW_MS, [true]],
  ['silent in the night', NOW_MS - HOUR_MS, NOW_MS + 12 * HOUR_MS, [false]],
  ['never heard', null, NOW_MS, []],
])('%s', (_what, heard_at_ms, now_ms, news) => {
  expect(conditionsOf(now({ machines: heard(heard_at_ms), now_ms })).map(one => one.news)).toEqual(news)
})

it('a machine that is out of service is silent for a reason', () => {
  const locked = now({ machines: heard(NOW_MS - HOUR_MS) })
  locked.directory.locks.set('juki-1', { machine: 'juki-1', by: 'malik', why: 'moteur', since_at_ms: 0 })
  expect(conditionsOf(locked)).toEqual([])
})

it('faults that stand, and to whom one was given by somebody else', () => {
  const faults = [row({}), row({ id: 2, n: 5, to_at_ms: NOW_MS }), row({ id: 3, n: 6, resolved_at_ms: NOW_MS })]
  const of = (to: string) => {
    const told = now({ faults })
    const repair = { id: 'panne-4-thread', n: 4, code: 'thread', machine: 'juki-1', acknowledged: null, resolved: null }
    told.directory.repairs.set(repair.id, { ...repair, assigned: { to, by: 'malik', at_ms: 1 } })
    return conditionsOf(told).map(({ what, only }) => [what.topic, only])
  }
  expect(of('nina')).toEqual([
    ['fault', null],
    ['assigned', 'nina'],
  ])
  expect(of('malik')).toEqual([['fault', null]])
})

it('care once it is due, another one once it has been done', () => {
  const due = now({ machines: heard(NOW_MS) })
  const juki = due.directory.machines.get('juki-1')
  if (juki === undefined) throw new Error('it is there')
  const care = [
    { id: 'huile', name: 'Huiler', every_h: 8 },
    { id: 'elec', name: 'Contrôle', every_months: 12, since: '2026-01-10' },
  ]
  due.directory.machines.set('juki-1', { ...juki, care })
  expect(conditionsOf(due).map(({ key }) => key)).toEqual(['care juki-1 huile '])
  expect(conditionsOf({ ...due, now_ms: NOW_MS + 60 * 24 * HOUR_MS }).map(({ key }) => key)).toContain(
    'care juki-1 elec 2026-01-10',
  )
})

it('cards of the last day, by a piece of their hash', () => {
  const card = (at_ms: number) => ({ badge: 'ab'.repeat(32), station: 's1', at_ms })
  expect(conditionsOf(now({ cards: [card(NOW_MS - 25 * HOUR_MS)] }))).toEqual([])
  expect(conditionsOf(now({ cards: [card(NOW_MS)] }))).toMatchObject([{ key: 'card abababababab', machine: 'juki-1' }])
})
