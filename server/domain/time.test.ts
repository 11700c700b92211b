import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayStart, instantOf, localClock, localDate, localHour, localWeekday, periodOf, periodRange } from './time.ts'

const PARIS = 'Europe/Paris'
const HOUR_MS = 3_600_000
const at = (iso: string): number => Date.parse(iso)
const anyInstant = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2035-12-31T23:59:59Z') })
/** Instants within two days of a change of clocks in Paris: 2026-03-29 and 2026-10-25, 01:00 UTC. */
const nearChange = fc
  .tuple(
    fc.constantFrom(at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')),
    fc.integer({ min: -48 * HOUR_MS, max: 48 * HOUR_MS }),
  )
  .map(([change_ms, off_ms]) => change_ms + off_ms)

describe('months of Paris', () => {
  it.each([
    ['2026-10', '2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z', 31 * 24 + 1],
    ['2026-03', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', 31 * 24 - 1],
    ['2026-12', '2026-11-30T23:00:00Z', '2026-12-31T23:00:00Z', 31 * 24],
  ])('%s runs from %s to %s: %d hours', (period, from, to, hours) => {
    const range = periodRange(period, PARIS)
    expect(range).toEqual({ from_ms: at(from), to_ms: at(to) })
    expect((range.to_ms - range.from_ms) / HOUR_MS).toBe(hours)
  })

  it('every instant lies in exactly the period it is of', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyInstant, nearChange),
        fc.constantFrom(PARIS, 'UTC', 'Pacific/Auckland'),
        (at_ms, zone) => {
          const { from_ms, to_ms } = periodRange(periodOf(at_ms, zone), zone)
          expect(from_ms <= at_ms && at_ms < to_ms).toBe(true)
          expect(periodOf(to_ms, zone)).not.toBe(periodOf(at_ms, zone))
        },
      ),
    )
  })
})

describe('days and hours of Paris', () => {
  it.each([
    ['2026-03-29T00:59:00Z', '2026-03-29', '01:59', 1, 7],
    ['2026-03-29T01:00:00Z', '2026-03-29', '03:00', 3, 7],
    ['2026-10-25T00:30:00Z', '2026-10-25', '02:30', 2, 7],
    ['2026-10-25T01:30:00Z', '2026-10-25', '02:30', 2, 7],
    ['2026-10-04T22:00:00Z', '2026-10-05', '00:00', 0, 1],
  ])('%s is %s %s, hour %d, weekday %d', (iso, date, clock, hour, weekday) => {
    const at_ms = at(iso)
    expect([localDate(at_ms, PARIS), localClock(at_ms, PARIS)]).toEqual([date, clock])
    expect([localHour(at_ms, PARIS), localWeekday(at_ms, PARIS)]).toEqual([hour, weekday])
  })

  it('agrees with Intl everywhere, around the changes of clocks too', () => {
    const format = new Intl.DateTimeFormat('sv', { timeZone: PARIS, dateStyle: 'short', timeStyle: 'short' })
    fc.assert(
      fc.property(fc.oneof(anyInstant, nearChange), at_ms => {
        expect(`${localDate(at_ms, PARIS)} ${localClock(at_ms, PARIS)}`).toBe(format.format(at_ms))
      }),
    )
  })

  it('a day starts at or before each of its instants, on the same date, and shows 00:00', () => {
    fc.assert(
      fc.property(nearChange, at_ms => {
        const start_ms = dayStart(at_ms, PARIS)
        expect(start_ms).toBeLessThanOrEqual(at_ms)
        expect([localDate(start_ms, PARIS), localClock(start_ms, PARIS)]).toEqual([localDate(at_ms, PARIS), '00:00'])
        expect(localDate(start_ms - 1, PARIS)).not.toBe(localDate(at_ms, PARIS))
      }),
    )
  })

  it('finds the instant of a clock, the end of a day and the hour that does not exist', () => {
    expect(instantOf('2026-10-05', 0, '11:00', PARIS)).toBe(at('2026-10-05T09:00:00Z'))
    expect(instantOf('2026-10-24', 0, '24:00', PARIS)).toBe(at('2026-10-24T22:00:00Z'))
    expect(instantOf('2026-03-28', 1, '02:30', PARIS)).toBe(at('2026-03-29T01:30:00Z'))
  })
})
