/** Who a station may let in while it cannot ask, contract §1 `list`. */
import type { BadgeFacts, Directory, MemberFacts } from '../directory.ts'
import type { DenialReason } from '../metering/types.ts'
import { addDays, instantOf } from '../time.ts'
import { denials } from './decide.ts'
import { closingAt } from './hours.ts'
import { offlinePolicy } from './offline.ts'

/** Contract §1 `list`: the first 16 hex digits of the badge's HMAC. */
const PREFIX_DIGITS = 16
/** Only the facts of person and machine belong on a list; what stands at the machine is the station's to judge. */
const FREE = { holder: null, running: false, locked: false, confirm_needed: false } as const

export type OfflineEntry = [badge_prefix: string, until_ms: number]

/** What may be over before the list is used: opening hours, who has booked, who stands there. */
const PASSING: ReadonlySet<DenialReason> = new Set(['outside-hours', 'reserved', 'machine-busy'])

/**
 * Nobody where the machine may not be started offline at all; otherwise badges that nothing but the hour and the others at
 * the machine could keep away, each until the list ends or until the day that is known already to end their right: a pass, a
 * membership, a qualification that expires. Sorted, so that the same directory gives the same bytes.
 */
export function offlineList(
  directory: Directory,
  machine: string,
  issued_at_ms: number,
  valid_for_ms: number,
): OfflineEntry[] {
  const facts = directory.machines.get(machine)
  if (directory.locks.has(machine) || facts?.retired != null || !offlinePolicy(facts).start) return []
  const valid_until_ms = issued_at_ms + valid_for_ms
  const entries: OfflineEntry[] = []
  for (const badge of directory.badges.values()) {
    const until_ms = rightEnds(directory, machine, badge, issued_at_ms, valid_until_ms)
    if (until_ms > issued_at_ms) entries.push([badge.badge.slice(0, PREFIX_DIGITS), until_ms])
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** `issued_at_ms` for who may not come at all. */
function rightEnds(
  directory: Directory,
  machine: string,
  badge: BadgeFacts,
  issued_at_ms: number,
  valid_until_ms: number,
): number {
  const zone = directory.site?.timezone ?? 'UTC'
  if (!mayLast(directory, machine, badge.badge, issued_at_ms)) return issued_at_ms
  // A list cannot say "on Tuesdays": a pass for certain hours stands on it while they last
  const hours_ms = badge.hours && closingAt({ timezone: zone, opening: badge.hours }, issued_at_ms)
  const end_ms = Math.min(valid_until_ms, badge.valid_until_ms ?? valid_until_ms, hours_ms ?? valid_until_ms)
  for (const date of datesAhead(directory.members.get(badge.member))) {
    const midnight_ms = instantOf(date, 0, '00:00', zone)
    if (midnight_ms <= issued_at_ms || midnight_ms >= end_ms) continue
    if (!mayLast(directory, machine, badge.badge, midnight_ms)) return midnight_ms
  }
  return end_ms
}

function mayLast(directory: Directory, machine: string, badge: string, at_ms: number): boolean {
  const request = { badge, machine, at_ms, age_ms: 0, standing: FREE, listed: true }
  for (const { reason } of denials({ directory, ...request })) if (!PASSING.has(reason)) return false
  return true
}

/** Days on which something dated changes for a member, in order. Most members have none. */
function datesAhead(member: MemberFacts | undefined): string[] {
  if (member === undefined) return []
  const dates = [
    ...(member.left === null ? [] : [addDays(member.left, 1)]),
    ...(member.states ?? []).map(({ from }) => from),
    ...(member.grants ?? []).flatMap(({ expires }) => expires ?? []),
  ]
  return dates.sort()
}
