/** What of a day its ribbon shows: whole hours, from the first word of the machine to its last. Pure. */
import type { Timeline } from '#server/contract/api.ts'
import type { Span } from '../../time/zone.ts'

const HOUR_MS = 3_600_000

/** The night before and after, of which nothing is known, would leave the worked hours a sliver. */
export function ribbonSpan({ intervals }: Pick<Timeline, 'intervals'>, day: Span): Span {
  const heard = intervals.filter(interval => interval.state !== 'silent')
  const [first, last] = [heard[0], heard.at(-1)]
  if (first === undefined || last === undefined) return day
  const hours = (at: string, round: (hours: number) => number) =>
    day.from_ms + round((Date.parse(at) - day.from_ms) / HOUR_MS) * HOUR_MS
  return {
    from_ms: Math.max(day.from_ms, hours(first.from, Math.floor)),
    to_ms: Math.min(day.to_ms, hours(last.to, Math.ceil)),
  }
}
