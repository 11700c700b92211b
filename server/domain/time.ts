/**
 * The atelier's zone: months, days, opening hours. Everything else in Navette is Unix ms in UTC (design rule 4).
 * A month is a half-open range of instants between two local midnights, so that it is 23 or 25 h longer or shorter where
 * the clocks change, and months neither overlap nor leave a hole.
 */
import { Temporal } from 'temporal-polyfill'

export type Range = { from_ms: number; to_ms: number }

/** Zone offsets change on quarter hours of UTC since every zone left local mean time; one lookup serves a quarter. */
const QUARTER_MS = 900_000
/** A year of quarters of one zone; beyond it the memo starts again, because it is only a memo. */
const OFFSETS_MAX = 35_136
const offsets_ms = new Map<string, Map<number, number>>()

function offset_ms(at_ms: number, zone: string): number {
  const quarter = Math.floor(at_ms / QUARTER_MS)
  let known = offsets_ms.get(zone)
  if (known === undefined) {
    known = new Map()
    offsets_ms.set(zone, known)
  }
  let offset = known.get(quarter)
  if (offset === undefined) {
    const start = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS)
    offset = start.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
    if (known.size >= OFFSETS_MAX) known.clear()
    known.set(quarter, offset)
  }
  return offset
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** 1970-01-01 was a Thursday: day 0 must come out as 4. */
const EPOCH_WEEKDAY = 4

/** The local clock's reading counted in ms since 1970 as if it were UTC. */
const wall_ms = (at_ms: number, zone: string): number => at_ms + offset_ms(at_ms, zone)
const msOfDay = (at_ms: number, zone: string): number => ((wall_ms(at_ms, zone) % DAY_MS) + DAY_MS) % DAY_MS
const digits = (n: number): string => `${n}`.padStart(2, '0')

/** `yyyy-mm-dd` in the zone. */
export const localDate = (at_ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(wall_ms(at_ms, zone)).toString().slice(0, 10)
/** 0…23 in the zone. */
export const localHour = (at_ms: number, zone: string): number => Math.floor(msOfDay(at_ms, zone) / HOUR_MS)
/** ISO weekday in the zone: 1 Monday … 7 Sunday. */
export function localWeekday(at_ms: number, zone: string): number {
  const day = Math.floor(wall_ms(at_ms, zone) / DAY_MS)
  return ((((day + EPOCH_WEEKDAY - 1) % 7) + 7) % 7) + 1
}
/** `HH:MM` in the zone; sorts as text. */
export function localClock(at_ms: number, zone: string): string {
  const minutes = Math.floor(msOfDay(at_ms, zone) / MINUTE_MS)
  return `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}

/** `yyyy-mm` of the month an instant falls into. */
export const periodOf = (at_ms: number, zone: string): string => localDate(at_ms, zone).slice(0, 7)

/** From the first local midnight of `yyyy-mm` to that of the next month. */
export function periodRange(period: string, zone: string): Range {
  const month = Temporal.PlainYearMonth.from(period)
  const startOf = (of: Temporal.PlainYearMonth): number =>
    of.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds
  return { from_ms: startOf(month), to_ms: startOf(month.add({ months: 1 })) }
}

/** The instant a local day begins: not always 00:00, where clocks change at midnight. */
export const dayStart = (at_ms: number, zone: string): number =>
  Temporal.PlainDate.from(localDate(at_ms, zone)).toZonedDateTime(zone).epochMilliseconds

/** The instant the zone's clock shows `clock` (`00:00`…`24:00`) on the day of `date`, moved by whole days. */
export function instantOf(date: string, days: number, clock: string, zone: string): number {
  const day = Temporal.PlainDate.from(date).add({ days: clock === '24:00' ? days + 1 : days })
  if (clock === '24:00') return day.toZonedDateTime(zone).epochMilliseconds
  return day.toZonedDateTime({ timeZone: zone, plainTime: clock }).epochMilliseconds
}

/** The beginning of the local day so many months ago. */
export const monthsBefore = (at_ms: number, months: number, zone: string): number =>
  Temporal.PlainDate.from(localDate(at_ms, zone)).subtract({ months }).toZonedDateTime(zone).epochMilliseconds

/** A date so many months on; the end of a shorter month where the day does not exist there (29 February). */
export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString()

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()

/** Whether the IANA list has it. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
