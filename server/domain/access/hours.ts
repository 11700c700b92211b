/** Opening hours in the atelier's own zone, contract §7 `opening`: absent means always open. */
import type { Opening, SiteFacts } from '../directory.ts'
import { instantOf, localClock, localDate, localWeekday } from '../time.ts'

/** A chain of openings longer than this has no closing worth waiting for. */
const CLOSING_SEARCH_DAYS = 8

/** `from` counts, `to` does not; an opening that ends at or before it begins runs past midnight. */
const wraps = (opening: Opening): boolean => opening.to <= opening.from
const weekdayBefore = (weekday: number): number => (weekday === 1 ? 7 : weekday - 1)

function openingAt(site: SiteFacts, at_ms: number): { opening: Opening; days: number } | null {
  const weekday = localWeekday(at_ms, site.timezone)
  const clock = localClock(at_ms, site.timezone)
  let latest: { opening: Opening; days: number } | null = null
  for (const opening of site.opening ?? []) {
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

export const isOpen = (site: SiteFacts, at_ms: number): boolean =>
  site.opening === null || openingAt(site, at_ms) !== null

/** The instant the doors close on somebody who is inside at `at_ms`; null when they do not, or are not open now. */
export function closingAt(site: SiteFacts, at_ms: number): number | null {
  if (site.opening === null) return null
  const limit_ms = at_ms + CLOSING_SEARCH_DAYS * 86_400_000
  let closing_ms: number | null = null
  let now_ms = at_ms
  while (now_ms < limit_ms) {
    const found = openingAt(site, now_ms)
    if (found === null) return closing_ms
    const next_ms = instantOf(localDate(now_ms, site.timezone), found.days, found.opening.to, site.timezone)
    if (next_ms <= now_ms) return closing_ms
    closing_ms = next_ms
    now_ms = next_ms
  }
  return null
}
