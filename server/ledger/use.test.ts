/** Use by hand, on the days on which clocks and calendars do something: what each hour, weekday and month is told of. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '#server/domain/metering/types.ts'
import type { UtilisationBy } from '#server/domain/records.ts'
import { periodRange } from '#server/domain/time.ts'
import { emptyGroup, LedgerLab } from '#test/support/ledger-lab.ts'

const ZONE = 'Europe/Paris'
const HOUR_MS = 3_600_000

/** Runs three quarters of the time it lasts. `to` null: it goes on, and this is what was last told of it. */
type Told = { id: string; machine?: string; category?: string | null; from: string; to: string | null; hours: number }
const TOLD: Told[] = [
  { id: 'spring', from: '2026-03-29T01:30+01:00', to: '2026-03-29T03:30+02:00', hours: 1 },
  { id: 'autumn', from: '2026-10-25T01:30+02:00', to: '2026-10-25T03:30+01:00', hours: 3 },
  { id: 'over', machine: 'm2', from: '2026-10-31T23:00+01:00', to: '2026-11-01T01:00+01:00', hours: 2 },
  { id: 'guest', category: null, from: '2026-10-27T10:15+01:00', to: '2026-10-27T10:45+01:00', hours: 0.5 },
  { id: 'open', from: '2026-12-01T09:30+01:00', to: null, hours: 2 },
  { id: 'leap', from: '2028-02-29T10:00+01:00', to: '2028-02-29T12:00+01:00', hours: 2 },
]
const session = ({ id, machine = 'm1', category = 'coop', from, to, hours }: Told): Session => ({
  ...{ id, machine, station: 's1', epoch: 1, boot: 9, seq: 1, member: 'awa', category, order: null },
  ...{ start_at_ms: Date.parse(from), end_at_ms: to === null ? null : Date.parse(to) },
  ...{ end_reason: to === null ? null : 'badge-out', session_ms: hours * HOUR_MS, running_ms: hours * 0.75 * HOUR_MS },
  ...{ worked_ms: hours * 0.75 * HOUR_MS, idle_ms: hours * 0.25 * HOUR_MS, silent_ms: 0, fault_ms: 0, energy_Wh: 0 },
  ...{ grade: 'measured', buffered: false, profile: 'servo@1', incomplete: false, no_current: false },
})

let lab: LedgerLab
beforeAll(async () => {
  lab = await LedgerLab.open()
  await lab.ledger.commit({
    ...emptyGroup(3),
    journal: TOLD.map((_, seq) => ({
      ...{ received_at_ms: 1, kind: 'up', type: 'badge', disposition: 'folded', station: 's1', epoch: 1, boot: 9 },
      ...{ seq, at_ms: 1, at_order: 0, payload: '{}' },
    })),
    effects: TOLD.map((one, entry) => ({
      ...{ entry, station: 's1' },
      effect: { kind: one.to === null ? 'session-started' : 'session-ended', session: session(one) },
    })),
  })
})
afterAll(() => lab.close())

/** Key, minutes of running, sessions. */
type Row = [key: string, minutes: number, sessions: number]
test.each<[month: string, by: UtilisationBy, rows: Row[]]>([
  // From half past one to half past three is one hour, and no second hour has any of it
  [
    '2026-03',
    'weekday-hour',
    [
      ['7-01', 22.5, 1],
      ['7-03', 22.5, 0],
    ],
  ],
  // The same span is three hours in autumn, two of them the hour that comes twice; the last one ends in November
  [
    '2026-10',
    'weekday-hour',
    [
      ['2-10', 22.5, 1],
      ['6-23', 45, 1],
      ['7-00', 45, 0],
      ['7-01', 22.5, 1],
      ['7-02', 90, 0],
      ['7-03', 22.5, 0],
    ],
  ],
  [
    '2026-10',
    'machine',
    [
      ['m1', 157.5, 2],
      ['m2', 90, 1],
    ],
  ],
  [
    '2026-10',
    'member-category',
    [
      ['', 22.5, 1],
      ['coop', 225, 2],
    ],
  ],
  ['2026-11', 'weekday-hour', []],
  // What goes on is spread over as much of it as is known, not heaped upon its first hour
  [
    '2026-12',
    'weekday-hour',
    [
      ['2-09', 22.5, 1],
      ['2-10', 45, 0],
      ['2-11', 22.5, 0],
    ],
  ],
  [
    '2028-02',
    'weekday-hour',
    [
      ['2-10', 45, 1],
      ['2-11', 45, 0],
    ],
  ],
])('%s by %s', async (month, by, rows) => {
  const told = await lab.ledger.utilisation(periodRange(month, ZONE), by, ZONE)
  expect(told.map(({ key, running_ms, sessions }) => [key, running_ms / 60_000, sessions])).toEqual(rows)
})

test('each month has what began in it, and the days of a leap year', async () => {
  const years = { from_ms: periodRange('2026-03', ZONE).from_ms, to_ms: periodRange('2028-02', ZONE).to_ms }
  const told = await lab.ledger.utilisation(years, 'month', ZONE)
  expect(told.map(({ key, running_ms }) => [key, running_ms / 60_000])).toEqual([
    ['2026-03', 45],
    ['2026-10', 247.5],
    ['2026-12', 90],
    ['2028-02', 90],
  ])
  const leap = periodRange('2028-02', ZONE)
  expect((leap.to_ms - leap.from_ms) / HOUR_MS).toBe(29 * 24)
})

test('who was at a machine, cut to the month, and since when anybody was', async () => {
  const october = periodRange('2026-10', ZONE)
  const [m1, m2] = await lab.ledger.heldMachines(october, Date.parse('2026-12-02T00:00Z'))
  expect(m1).toMatchObject({ machine: 'm1', first_at_ms: Date.parse('2026-03-29T00:30Z') })
  expect(m1?.held.map(({ from_ms, to_ms }) => (to_ms - from_ms) / HOUR_MS)).toEqual([3, 0.5])
  expect(m2?.held).toEqual([{ from_ms: Date.parse('2026-10-31T22:00Z'), to_ms: october.to_ms }])
})
