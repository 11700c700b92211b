import { expect, it } from 'vitest'
import { openStretches } from '../access/openings.ts'
import { periodRange } from '../time.ts'
import { availabilityOf } from './availability.ts'

const HOUR_MS = 3_600_000
const ZONE = 'Europe/Paris'
const opening = [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '19:30' }]
const paris = (day: number, hour: number) => Date.UTC(2026, 9, day, hour - 2)

it('opens on working days alone, less what is closed and with what is open besides', () => {
  const range = periodRange('2026-10', ZONE)
  const open = (exceptions: Parameters<typeof openStretches>[2]) =>
    openStretches({ timezone: ZONE, opening }, range, exceptions).reduce((ms, one) => ms + one.to_ms - one.from_ms, 0)
  // 22 working days of eleven hours, the change of clocks on a Sunday
  expect(open([])).toBe(242 * HOUR_MS)
  const morning = { id: 'a', kind: 'closed', from_ms: paris(5, 9), until_ms: paris(5, 12), why: '' } as const
  const sunday = { id: 'b', kind: 'open', from_ms: paris(11, 10), until_ms: paris(11, 12), why: '' } as const
  expect(open([morning, sunday])).toBe(241 * HOUR_MS)
  const always = openStretches({ timezone: ZONE, opening: null }, range, [])
  expect(always).toEqual([range])
})

it('counts a fault within opening hours, two at once once, and each cause for itself', () => {
  const open = [
    { from_ms: 0, to_ms: 10 * HOUR_MS },
    { from_ms: 24 * HOUR_MS, to_ms: 34 * HOUR_MS },
  ]
  const fault = (code: string, from_h: number, to_h: number | null) => ({
    ...{ code, from_at_ms: from_h * HOUR_MS, to_at_ms: to_h === null ? null : to_h * HOUR_MS },
  })
  // One from before opening into it, two that overlap, one after closing
  const held = [
    { from_ms: -HOUR_MS, to_ms: HOUR_MS },
    { from_ms: 4 * HOUR_MS, to_ms: 6 * HOUR_MS },
    { from_ms: 5 * HOUR_MS, to_ms: 7 * HOUR_MS },
    { from_ms: 12 * HOUR_MS, to_ms: 20 * HOUR_MS },
  ]
  const faults = [
    fault('thread', 1, 2),
    fault('needle', 1, 3),
    fault('jam', 9, 25),
    fault('ink', 12, 13),
    fault('jam', 33, null),
  ]
  expect(availabilityOf({ faults, held }, open, 50 * HOUR_MS)).toEqual({
    open_ms: 20 * HOUR_MS,
    held_ms: 4 * HOUR_MS,
    down_ms: 5 * HOUR_MS,
    available_percent: 75,
    causes: [
      { code: 'jam', faults: 2, down_ms: 3 * HOUR_MS },
      { code: 'needle', faults: 1, down_ms: 2 * HOUR_MS },
      { code: 'thread', faults: 1, down_ms: HOUR_MS },
    ],
  })
  expect(availabilityOf({ faults: [], held: [] }, [], 0).available_percent).toBeNull()
})
