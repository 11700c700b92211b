/** Opening hours in the atelier's own zone, summer time included. */
import { Temporal } from 'temporal-polyfill'

export type Opening = { days: number[]; from: string; to: string }
export type Window = { from_ms: number; to_ms: number }

const at = (date: Temporal.PlainDate, clock: string, timezone: string): number =>
  clock === '24:00'
    ? at(date.add({ days: 1 }), '00:00', timezone)
    : date.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds

/** Every stretch of opening between two instants, oldest first. */
export const openWindows = (
  openings: readonly Opening[],
  timezone: string,
  from_ms: number,
  to_ms: number,
): Window[] => {
  const windows: Window[] = []
  let date = Temporal.Instant.fromEpochMilliseconds(from_ms).toZonedDateTimeISO(timezone).toPlainDate()
  const last = Temporal.Instant.fromEpochMilliseconds(to_ms).toZonedDateTimeISO(timezone).toPlainDate()
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    for (const opening of openings) {
      if (!opening.days.includes(date.dayOfWeek)) continue
      const window = {
        from_ms: Math.max(from_ms, at(date, opening.from, timezone)),
        to_ms: Math.min(to_ms, at(date, opening.to, timezone)),
      }
      if (window.to_ms > window.from_ms) windows.push(window)
    }
    date = date.add({ days: 1 })
  }
  return windows.sort((a, b) => a.from_ms - b.from_ms)
}
