/** Who a station may let in while it cannot ask, contract §1 `list`. */
import type { Directory } from '../directory.ts'
import { decide } from './decide.ts'
import { offlinePolicy } from './offline.ts'

/** Contract §1 `list`: the first 16 hex digits of the badge's HMAC. */
const PREFIX_DIGITS = 16
/** Only the facts of person and machine belong on a list; what stands at the machine is the station's to judge. */
const FREE = { holder: null, running: false, locked: false, confirm_needed: false } as const

export type OfflineEntry = [badge_prefix: string, until_ms: number]

/**
 * Nobody where the machine may not be started offline at all; otherwise badges that would be granted at `issued_at_ms` were the atelier open, the machine free and not locked, each until the
 * pass or the list ends. Sorted, so that the same directory gives the same bytes.
 */
export function offlineList(
  directory: Directory,
  machine: string,
  issued_at_ms: number,
  valid_for_ms: number,
): OfflineEntry[] {
  if (directory.locks.has(machine) || !offlinePolicy(directory.machines.get(machine)).start) return []
  const site = directory.site && { ...directory.site, opening: null }
  const always_open = { ...directory, site }
  const valid_until_ms = issued_at_ms + valid_for_ms
  const entries: OfflineEntry[] = []
  for (const { badge, valid_until_ms: pass_until_ms } of directory.badges.values()) {
    const request = { badge, machine, at_ms: issued_at_ms, age_ms: 0, standing: FREE, listed: true }
    if (decide({ directory: always_open, ...request }).verdict === 'denied') continue
    entries.push([badge.slice(0, PREFIX_DIGITS), Math.min(valid_until_ms, pass_until_ms ?? valid_until_ms)])
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
