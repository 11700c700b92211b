/** Opening hours in the atelier's own zone, contract §7 `opening`: absent means always open. Exceptions come before them. */
import type { Opening } from '../directory.ts'
import { instantOf, localClock, localDate, localWeekday } from '../time.ts'
import type { ClosureFacts } from '../who/facts.ts'

/** A chain of openings longer than this has no closing worth waiting for. */
const CLOSING_SEARCH_DAYS = 8

export type Hours = { timezone: string; opening: Opening[] | null }

/** `from` counts, `to` does not; an opening that ends at or before it begins runs past midnight. */
const wraps = (opening: Opening): boolean => opening.to <= opening.from
const weekdayBefore = (weekday: number): number => (weekday === 1 ? 7 : weekday - 1)

function openingAt(hours: Hours, at_ms: number): { opening: Opening; days: number } | null {
  const weekday = localWeekday(at_ms, hours.timezone)
  const clock = localClock(at_ms, hours.timezone)
  let latest: { opening: Opening; days: number } | null = null
  for (const opening of hours.opening ?? []) {
    if (opening.days.includes(weekday) && clock >= opening.from && (wraps(opening) || clock < opening.to)) {
      const found = { opening, days: wraps(opening) ? 1 : 0 }
      if (latest === null || found.days > latest.days || (found.days === latest.days && opening.to > latest.opening.to))
        latest = found
    }
    if (wraps(opening) && opening.days.includes(weekdayBefore(weekday)) && clock < opening.to) {
      latest ??= { opening, days: 0 }
    }
  }
  return latest
}

/** The exception that covers an instant; an exceptional opening wins over a closure. */
export function exceptionAt(exceptions: Iterable<ClosureFacts>, at_ms: number): ClosureFacts | null {
  let found: ClosureFacts | null = null
  for (const one of exceptions)
    if (one.from_ms <= at_ms && at_ms < one.until_ms && (found === null || one.kind === 'open')) found = one
  return found
}

export function isOpen(hours: Hours, at_ms: number, exceptions: Iterable<ClosureFacts> = []): boolean {
  const exception = exceptionAt(exceptions, at_ms)
  if (exception !== null) return exception.kind === 'open'
  return hours.opening === null || openingAt(hours, at_ms) !== null
}

/** The instant the doors close on somebody who is inside at `at_ms`; null when they do not, or are not open now. */
export function closingAt(hours: Hours, at_ms: number, exceptions: Iterable<ClosureFacts> = []): number | null {
  const all = [...exceptions]
  const limit_ms = at_ms + CLOSING_SEARCH_DAYS * 86_400_000
  let closing_ms: number | null = null
  let now_ms = at_ms
  while (now_ms < limit_ms) {
    const next_ms = stretchEnd(hours, now_ms, all)
    if (next_ms === null || next_ms <= now_ms) return closing_ms
    closing_ms = next_ms
    now_ms = next_ms
  }
  return null
}

/** Until when it is open without another look; null where it is closed now. */
function stretchEnd(hours: Hours, now_ms: number, exceptions: readonly ClosureFacts[]): number | null {
  const exception = exceptionAt(exceptions, now_ms)
  if (exception !== null) return exception.kind === 'open' ? exception.until_ms : null
  const found = hours.opening === null ? null : openingAt(hours, now_ms)
  if (found === null && hours.opening !== null) return null
  const regular_ms =
    found === null
      ? Number.POSITIVE_INFINITY
      : instantOf(localDate(now_ms, hours.timezone), found.days, found.opening.to, hours.timezone)
  const closures = exceptions.filter(one => one.kind === 'closed' && one.from_ms > now_ms).map(one => one.from_ms)
  return Math.min(regular_ms, ...closures)
}
