/**
 * The atelier's calendar. A day and a month begin when they begin on the workshop's wall, whatever the reader's own
 * zone; `Intl` knows the rules, so no zone library is shipped.
 */

/** `yyyy-mm-dd`, as the atelier writes it. */
export type Day = string
/** `yyyy-mm` */
export type Month = string

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(at_ms: number, timezone: string): Record<string, number> {
  let format = formats.get(timezone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timezone, format)
  }
  return Object.fromEntries(format.formatToParts(at_ms).map(part => [part.type, Number(part.value)]))
}

/** How far the zone is ahead of UTC at that moment. */
function offset_ms(at_ms: number, timezone: string): number {
  const p = partsOf(at_ms, timezone)
  const local_ms = Date.UTC(p.year ?? 0, (p.month ?? 1) - 1, p.day, p.hour, p.minute, p.second)
  return local_ms - Math.floor(at_ms / 1000) * 1000
}

export const dayOf = (at_ms: number, timezone: string): Day =>
  new Date(at_ms + offset_ms(at_ms, timezone)).toISOString().slice(0, 10)

export const monthOf = (at_ms: number, timezone: string): Month => dayOf(at_ms, timezone).slice(0, 7)

/** The first moment of that day; a second look settles the two days a year on which the offset changes. */
export function startOfDay(day: Day, timezone: string): number {
  const utc_ms = Date.parse(`${day}T00:00:00Z`)
  const guess_ms = utc_ms - offset_ms(utc_ms, timezone)
  return utc_ms - offset_ms(guess_ms, timezone)
}

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

export function addMonths(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

export type Span = { from_ms: number; to_ms: number }

export const spanOfDay = (day: Day, timezone: string): Span => ({
  from_ms: startOfDay(day, timezone),
  to_ms: startOfDay(addDays(day, 1), timezone),
})

export const spanOfMonth = (month: Month, timezone: string): Span => ({
  from_ms: startOfDay(`${month}-01`, timezone),
  to_ms: startOfDay(`${addMonths(month, 1)}-01`, timezone),
})

export const isDay = (text: string | undefined): text is Day =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

export const isMonth = (text: string | undefined): text is Month =>
  text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** The moment the atelier's clock shows `HH:MM` on that day. */
export function momentOn(day: Day, clock: string, timezone: string): number {
  const utc_ms = Date.parse(`${day}T${clock}:00Z`)
  const guess_ms = utc_ms - offset_ms(utc_ms, timezone)
  return utc_ms - offset_ms(guess_ms, timezone)
}
