/** October 2026 in Paris, by hand: 22 working days of ten hours, one of them closed; five machines: one came on the 15th, one was sold on the 9th, one was away. */
import { expect, it, test } from 'vitest'
import { type Directory, emptyDirectory } from './domain/directory.ts'
import type { Down } from './domain/metering/availability.ts'
import type { HeldMachine } from './domain/records.ts'
import { periodRange } from './domain/time.ts'
import { type Against, type MachineReport, machineReport } from './machine-report.ts'

const ZONE = 'Europe/Paris'
const HOUR_MS = 3_600_000
const at = (text: string): number => Date.parse(text)
const stretch = (from: string, to: string) => ({ from_ms: at(from), to_ms: at(to) })
const OCTOBER = periodRange('2026-10', ZONE)

const FAULTS: Record<string, Down[]> = {
  old: [
    // From an hour before closing until an hour after opening: two hours, and one of its causes within them
    { code: 'jam', from_at_ms: at('2026-10-06T18:00+02:00'), to_at_ms: at('2026-10-07T10:00+02:00') },
    { code: 'estop', from_at_ms: at('2026-10-06T18:30+02:00'), to_at_ms: at('2026-10-06T19:30+02:00') },
    // Nobody could have worked on a Sunday, nor on the day that was closed
    { code: 'ink', from_at_ms: at('2026-10-11T10:00+02:00'), to_at_ms: at('2026-10-11T12:00+02:00') },
    { code: 'blade', from_at_ms: at('2026-10-05T08:00+02:00'), to_at_ms: at('2026-10-05T18:00+02:00') },
  ],
}
/** The same repair, begun before either went and never noted as done, or noted when the machine was long gone. */
FAULTS.sold = [{ code: 'belt', from_at_ms: at('2026-10-09T17:00+02:00'), to_at_ms: null }]
FAULTS.lent = [{ code: 'belt', from_at_ms: at('2026-10-09T17:00+02:00'), to_at_ms: at('2026-10-20T10:00+02:00') }]
const HELD: HeldMachine[] = [
  {
    ...{ machine: 'old', first_at_ms: at('2025-03-03T10:00+01:00') },
    // Two of three hours after closing; one over midnight and the month's end, on a Saturday
    held: [
      stretch('2026-10-01T18:00+02:00', '2026-10-01T21:00+02:00'),
      stretch('2026-10-31T23:00+01:00', '2026-11-01T00:00+01:00'),
    ],
  },
  {
    ...{ machine: 'new', first_at_ms: at('2026-10-15T11:00+02:00') },
    held: [stretch('2026-10-15T11:00+02:00', '2026-10-15T16:00+02:00')],
  },
]

/** Sold on the 9th; lent from the 9th until it came back on the 20th, and in September as well. */
const GONE = [
  { id: 'sold', name: 'sold', retired: '2026-10-09' },
  {
    ...{ id: 'lent', name: 'lent', retired: null },
    out_of_use: [
      { from: '2026-09-01', to: '2026-09-08' },
      { from: '2026-10-09', to: '2026-10-20' },
    ],
  },
]

/** By a person, since the month began. */
const LOCKED = ['unused']

function directory(opening: object | null): Directory {
  const base = emptyDirectory()
  const named = (id: string) => [id, { id, name: id }] as const
  const closed = { id: 'c', kind: 'closed', ...{ from_ms: at('2026-10-05T00:00+02:00') }, why: '' }
  return {
    ...base,
    site: { id: 's', name: 's', timezone: ZONE, opening },
    machines: new Map([...['old', 'new', 'unused'].map(named), ...GONE.map(one => [one.id, one] as const)]),
    locks: new Map(LOCKED.map(machine => [machine, { machine, by: 'lea', why: '', since_at_ms: at('2026-10-01') }])),
    closures: new Map([['c', { ...closed, until_ms: at('2026-10-06T00:00+02:00') }]]),
  } as unknown as Directory
}
const WEEKDAYS = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '19:00' }]

async function report(against: Against, now_ms = OCTOBER.to_ms, opening: object | null = WEEKDAYS) {
  const reads = {
    faults: async ({ machine }: { machine: string }) => ({ items: FAULTS[machine] ?? [], next: null }),
    heldMachines: async () => HELD,
  }
  const all = await machineReport(reads, directory(opening), { range: OCTOBER, against, now_ms })
  const hours = ({ open_ms, held_ms, down_ms }: MachineReport) => [open_ms, held_ms, down_ms].map(ms => ms / HOUR_MS)
  return new Map(all.map(one => [one.machine, { ...one, hours: hours(one) }]))
}

test.each<[against: Against, machine: string, open: number, held: number, down: number]>([
  // 21 days of ten hours; the twelve from the 15th on for the one that came then
  ['opening', 'old', 210, 1, 2],
  ['opening', 'new', 120, 5, 0],
  // Locked by a person all month, and its station silent: neither is a fault
  ['opening', 'unused', 210, 0, 0],
  // The 1st to the 9th, without the Monday that was closed; those, and the nine from the 20th on
  ['opening', 'sold', 60, 0, 2],
  ['opening', 'lent', 60 + 90, 0, 3],
  // 30 days of twelve hours, the day the clocks change as well; 17 from the 15th on
  ['daytime', 'old', 360, 2, 4 + 2],
  ['daytime', 'new', 17 * 12, 5, 0],
  ['daytime', 'sold', 8 * 12, 0, 3],
  // 3 + 1 + 5 hours with somebody there, 1 + 5 of them since the 15th
  ['held', 'old', 9, 4, 0],
  ['held', 'new', 6, 5, 0],
  // Three hours on the 1st; those, and the one on the 31st, without the five on the 15th
  ['held', 'sold', 3, 0, 0],
  ['held', 'lent', 4, 0, 0],
])('against %s, %s: %d hours, %d held, %d down', async (against, machine, open, held, down) => {
  expect((await report(against)).get(machine)?.hours).toEqual([open, held, down])
})

it('names each cause with what of it fell into the hours, and says what is left in per cent', async () => {
  const old = (await report('opening')).get('old')
  expect(old?.causes).toEqual([
    { code: 'jam', faults: 1, down_ms: 2 * HOUR_MS },
    { code: 'estop', faults: 1, down_ms: HOUR_MS / 2 },
  ])
  // 208 of 210
  expect(old?.available_percent).toBe(99)
})

it('leaves out what has not come yet', async () => {
  // Thursday the 1st and Friday the 2nd, until three in the afternoon
  const so_far = await report('opening', at('2026-10-02T15:00+02:00'))
  expect(so_far.get('old')?.hours).toEqual([16, 1, 0])
  expect(so_far.get('new')?.hours).toEqual([0, 0, 0])
  expect(so_far.get('new')?.available_percent).toBeNull()
})

it('is open all hours where no opening is set, the hour that comes twice included', async () => {
  // 31 days and an hour, less the day that was closed
  expect((await report('opening', OCTOBER.to_ms, null)).get('old')?.hours[0]).toBe(31 * 24 + 1 - 24)
})
