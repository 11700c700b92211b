import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayOf, isDay, isMonth, monthOf, spanOfDay, spanOfMonth, startOfDay } from './zone.ts'

const PARIS = 'Europe/Paris'
const HOUR_MS = 3_600_000

describe('the atelier’s calendar', () => {
  test.each([
    ['2026-11-22', PARIS, '2026-11-21T23:00:00.000Z'],
    ['2026-07-14', PARIS, '2026-07-13T22:00:00.000Z'],
    // summer time begins and ends on these days, at 01:00 UTC
    ['2026-03-29', PARIS, '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', PARIS, '2026-10-24T22:00:00.000Z'],
    ['2026-11-22', 'Pacific/Auckland', '2026-11-21T11:00:00.000Z'],
    ['2026-11-22', 'America/New_York', '2026-11-22T05:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, begins) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(begins)
  })

  test('a day lasts 23, 24 or 25 hours', () => {
    const hours = (day: string) => (spanOfDay(day, PARIS).to_ms - spanOfDay(day, PARIS).from_ms) / HOUR_MS
    expect([hours('2026-03-29'), hours('2026-06-01'), hours('2026-10-25')]).toEqual([23, 24, 25])
  })

  test('midnight belongs to the day it begins, the millisecond before to the last', () => {
    const midnight_ms = startOfDay('2026-11-01', PARIS)
    expect(dayOf(midnight_ms, PARIS)).toBe('2026-11-01')
    expect(dayOf(midnight_ms - 1, PARIS)).toBe('2026-10-31')
    expect(monthOf(midnight_ms - 1, PARIS)).toBe('2026-10')
  })

  test('months and days step over the ends of years', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    const october = spanOfMonth('2026-10', PARIS)
    expect((october.to_ms - october.from_ms) / HOUR_MS).toBe(31 * 24 + 1)
  })

  test('only real days and months are taken from an address', () => {
    expect([isDay('2026-11-22'), isDay('2026-13-01'), isDay('today'), isDay(undefined)]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect([isMonth('2026-11'), isMonth('2026-13'), isMonth('2026-1')]).toEqual([true, false, false])
  })
})
