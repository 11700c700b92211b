/** A session's totals over the local hours it lasted: what a heat map of the week is made of. */
import { localHour, localWeekday, type Range } from '../time.ts'

const HOUR_MS = 3_600_000
/** Half-hour zones exist: hours of the clock begin at quarters of UTC's. */
const QUARTER_MS = HOUR_MS / 4

export type HourPart = {
  /** ISO: 1 Monday … 7 Sunday */
  weekday: number
  hour: number
  /** share of the session, all parts together 1 */
  from: number
  to: number
}

/** In order. A session without length falls into the hour it begins in. */
export function hoursOf({ from_ms, to_ms }: Range, zone: string): HourPart[] {
  const length_ms = to_ms - from_ms
  const parts: HourPart[] = []
  for (let at_ms = from_ms; ; ) {
    const weekday = localWeekday(at_ms, zone)
    const hour = localHour(at_ms, zone)
    let next_ms = at_ms
    do next_ms = (Math.floor(next_ms / QUARTER_MS) + 1) * QUARTER_MS
    while (next_ms < to_ms && localHour(next_ms, zone) === hour)
    const until_ms = Math.min(next_ms, to_ms)
    const share = (ms: number) => (length_ms <= 0 ? 1 : (ms - from_ms) / length_ms)
    parts.push({ weekday, hour, from: parts.at(-1)?.to ?? 0, to: share(until_ms) })
    if (until_ms >= to_ms) return parts
    at_ms = until_ms
  }
}

/** The part of an integer total that falls between two shares; parts that meet add up to the total. */
export const partOf = (total: number, { from, to }: Pick<HourPart, 'from' | 'to'>): number =>
  Math.floor(total * to) - Math.floor(total * from)
