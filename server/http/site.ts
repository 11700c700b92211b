/** The atelier's own facts, with what holds before one was imported. */
import { dayStart } from '#server/domain/time.ts'
import type { Core, Range } from './ports.ts'

export type Site = { site: string; name: string; timezone: string }

export function siteOf(core: Core): Site {
  const { site } = core.directory()
  return site ?? { site: 'navette', name: 'Navette', timezone: 'UTC' }
}

/** `from`/`to` of a query; the day of `to`, or today, where they are not given. */
export function rangeOf(
  query: { from?: number | undefined; to?: number | undefined },
  core: Core,
  now_ms: number,
): Range {
  const to_ms = query.to ?? Math.max(now_ms, (query.from ?? 0) + 1)
  const from_ms = query.from ?? Math.min(dayStart(to_ms, siteOf(core).timezone), to_ms - 1)
  return { from_ms, to_ms }
}
