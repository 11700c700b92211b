/**
 * Why an entry may not enter the journal, judged on the directory it would be applied to: inside the appending transaction,
 * so that two who book the same hour at once cannot both get it. Null: it may.
 */
import type { BadgeFacts, Directory, DirectoryEntry } from '../directory.ts'
import { isMoneyEntry, moneyRefusal } from '../sharing/refusal.ts'
import { localDate } from '../time.ts'
import type { EventFacts, ReservationFacts } from './facts.ts'
import { holding } from './membership.ts'

export type Refusal = { kind: 'refused' | 'conflict'; message: string }

/** A night and a day: longer is a closure or a lease, not a booking. */
export const RESERVATION_MS_MAX = 24 * 3_600_000
/** Nobody plans machine time further; a reservation in 2126 is a typing error. */
export const AHEAD_MS_MAX = 180 * 86_400_000
/** A training may last a week. */
export const EVENT_MS_MAX = 14 * 86_400_000

const refused = (message: string): Refusal => ({ kind: 'refused', message })
const conflict = (message: string): Refusal => ({ kind: 'conflict', message })

/** Entries that may be refused at all. */
const JUDGED = /^(members-put|badge-put|qualification-|member-erased|reservation-|event-|closure-)/
export const isJudged = (entry: DirectoryEntry): boolean => JUDGED.test(entry.type) || isMoneyEntry(entry)

export function refusalOf(directory: Directory, entry: DirectoryEntry): Refusal | null {
  switch (entry.type) {
    case 'members-put':
      return firstOf([
        ...entry.members.map(({ id }) =>
          entry.fresh === true && directory.members.has(id) ? conflict(`${id} is a member already`) : null,
        ),
        ...entry.badges.map(badge => badgeRefusal(directory, badge, entry.members)),
      ])
    case 'badge-put':
      return badgeRefusal(directory, entry.badge, [])
    case 'qualification-granted':
    case 'qualification-revoked':
    case 'member-erased':
      return known(directory, 'members', entry.member)
    case 'reservation-made':
      return reservationRefusal(directory, entry.reservation, entry.at_ms)
    case 'reservation-cancelled':
      return known(directory, 'reservations', entry.reservation)
    case 'event-put':
      return eventRefusal(directory, entry.event)
    case 'event-cancelled':
      return known(directory, 'events', entry.event)
    case 'closure-put':
      return span(entry.closure, Number.POSITIVE_INFINITY)
    case 'closure-removed':
      return known(directory, 'closures', entry.closure)
    default:
      return isMoneyEntry(entry) ? moneyRefusal(directory, entry) : null
  }
}

const firstOf = (found: (Refusal | null)[]): Refusal | null => found.find(one => one !== null) ?? null

function known(directory: Directory, kind: 'members' | 'reservations' | 'events' | 'closures', id: string) {
  return directory[kind].has(id) ? null : refused(`${id} is not among the ${kind}`)
}

function badgeRefusal(
  directory: Directory,
  badge: BadgeFacts,
  with_members: readonly { id: string }[],
): Refusal | null {
  const owner = directory.badges.get(badge.badge)?.member
  if (owner !== undefined && owner !== badge.member) return conflict(`this badge already belongs to ${owner}`)
  if (directory.members.has(badge.member) || with_members.some(({ id }) => id === badge.member)) return null
  return refused(`${badge.member} is not among the members`)
}

type Span = { from_ms: number; until_ms: number }

function span({ from_ms, until_ms }: Span, longest_ms: number): Refusal | null {
  if (until_ms <= from_ms) return refused('it ends before it begins')
  return until_ms - from_ms > longest_ms ? refused('it lasts too long') : null
}

const overlap = (a: Span, b: Span): boolean => a.from_ms < b.until_ms && b.from_ms < a.until_ms

function reservationRefusal(directory: Directory, one: ReservationFacts, at_ms: number): Refusal | null {
  const wrong = span(one, RESERVATION_MS_MAX)
  if (wrong !== null) return wrong
  if (one.until_ms <= at_ms) return refused('it is over already')
  if (one.from_ms > at_ms + AHEAD_MS_MAX) return refused('it lies too far ahead')
  const machine = directory.machines.get(one.machine)
  if (machine === undefined) return refused(`${one.machine} is not among the machines`)
  const member = directory.members.get(one.member)
  if (member === undefined) return refused(`${one.member} is not among the members`)
  const day = localDate(one.from_ms, directory.site?.timezone ?? 'UTC')
  if (machine.qualification !== null && holding(member, machine.qualification, day) !== 'held') {
    return refused(`${one.member} does not hold ${machine.qualification}, which ${machine.id} asks for`)
  }
  return taken(directory, one.machine, one, one.id)
}

function eventRefusal(directory: Directory, event: EventFacts): Refusal | null {
  const wrong = span(event, EVENT_MS_MAX)
  if (wrong !== null) return wrong
  for (const id of [event.leader, ...event.members])
    if (!directory.members.has(id)) return refused(`${id} is not among the members`)
  for (const id of event.machines) if (!directory.machines.has(id)) return refused(`${id} is not among the machines`)
  return firstOf(event.machines.map(machine => taken(directory, machine, event, event.id)))
}

/** Half-open: one may begin when the other ends. */
function taken(directory: Directory, machine: string, wanted: Span, but: string): Refusal | null {
  for (const one of directory.reservations.values())
    if (one.machine === machine && one.id !== but && overlap(one, wanted))
      return conflict(`${machine} is reserved then (${one.id})`)
  for (const one of directory.events.values())
    if (one.machines.includes(machine) && one.id !== but && overlap(one, wanted))
      return conflict(`${machine} is taken by ${one.name} then (${one.id})`)
  return null
}
