/**
 * Why an entry may not enter the journal, judged on the directory it would be applied to: inside the appending transaction,
 * so that two who book the same hour at once cannot both get it. Null: it may.
 */
import { openStretches } from '../access/openings.ts'
import { changedIssuer } from '../accounting/issuer-change.ts'
import { issuerFlaws } from '../accounting/settings-flaws.ts'
import { isCareEntry } from '../care/facts.ts'
import { careRefusal } from '../care/refusal.ts'
import type { BadgeFacts, Directory, DirectoryEntry } from '../directory.ts'
import type { DomainRefusal, RefusalParams, Said } from '../refusals.ts'
import { isMoneyEntry, moneyRefusal } from '../sharing/refusal.ts'
import { localDate } from '../time.ts'
import { isWorkshopEntry, workshopRefusal } from '../workshop.ts'
import { charterRefusal, signatureRefusal } from './charter.ts'
import type { EventFacts, ReservationFacts } from './facts.ts'
import { holding } from './membership.ts'
import { dayIsOver } from './passes.ts'

export type Refusal = { kind: 'refused' | 'conflict' } & Said

/** A night and a day: longer is a closure or a lease, not a booking. */
export const RESERVATION_MS_MAX = 24 * 3_600_000
/** Nobody plans machine time further; a reservation in 2126 is a typing error. */
export const AHEAD_MS_MAX = 180 * 86_400_000
/** A training may last a week. */
export const EVENT_MS_MAX = 14 * 86_400_000

const refused = (code: DomainRefusal, params: RefusalParams = {}): Refusal => ({ kind: 'refused', code, params })
const conflict = (code: DomainRefusal, params: RefusalParams = {}): Refusal => ({ kind: 'conflict', code, params })

/** Entries that may be refused at all. */
const JUDGED =
  /^(members-put|charter-put|charter-signed|badge-put|qualification-|member-erased|reservation-|event-|closure-|places-set|issuer-changed)/
export const isJudged = (entry: DirectoryEntry): boolean =>
  JUDGED.test(entry.type) || isMoneyEntry(entry) || isCareEntry(entry) || isWorkshopEntry(entry)

export function refusalOf(directory: Directory, entry: DirectoryEntry): Refusal | null {
  switch (entry.type) {
    case 'members-put':
      return firstOf([
        ...entry.members.map(({ id }) =>
          entry.fresh === true && directory.members.has(id) ? conflict('member-exists', { id }) : null,
        ),
        ...entry.badges.map(badge => badgeRefusal(directory, badge, entry.members)),
        ...(entry.signatures ?? []).map(one => signatureRefusal(directory, one)),
      ])
    case 'charter-put':
      return charterRefusal(directory, entry)
    case 'charter-signed':
      return known(directory, 'members', entry.signature.id) ?? charterRefusal(directory, entry)
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
    case 'places-set':
      return firstOf(
        entry.places.map(({ machine }) =>
          directory.machines.has(machine) ? null : refused('no-machine', { id: machine }),
        ),
      )
    case 'closure-removed':
      return known(directory, 'closures', entry.closure)
    case 'issuer-changed': {
      const before = directory.issuers.get(entry.issuer)
      const [flaw] = issuerFlaws(changedIssuer(before, entry.issuer, entry.change), before, directory, () => false)
      return flaw === undefined ? null : refused(flaw.code, flaw.params)
    }
    case 'machine-changed':
    case 'category-changed': {
      const why = workshopRefusal(directory, entry)
      return why && { kind: 'refused', ...why }
    }
    default:
      if (isCareEntry(entry)) return careRefusal(directory, entry)
      return isMoneyEntry(entry) ? moneyRefusal(directory, entry) : null
  }
}

const firstOf = (found: (Refusal | null)[]): Refusal | null => found.find(one => one !== null) ?? null

const NONE_OF = {
  members: 'no-member',
  reservations: 'no-reservation',
  events: 'no-event',
  closures: 'no-closure',
} as const

const known = (directory: Directory, kind: keyof typeof NONE_OF, id: string): Refusal | null =>
  directory[kind].has(id) ? null : refused(NONE_OF[kind], { id })

function badgeRefusal(
  directory: Directory,
  badge: BadgeFacts,
  with_members: readonly { id: string }[],
): Refusal | null {
  const held = directory.badges.get(badge.badge)
  if (held !== undefined && held.member !== badge.member && !dayIsOver(held, badge.valid_from_ms))
    return conflict('badge-taken', { member: held.member })
  if (directory.members.has(badge.member) || with_members.some(({ id }) => id === badge.member)) return null
  return refused('no-member', { id: badge.member })
}

type Span = { from_ms: number; until_ms: number }

function span({ from_ms, until_ms }: Span, longest_ms: number): Refusal | null {
  if (until_ms <= from_ms) return refused('ends-before-it-begins')
  return until_ms - from_ms > longest_ms ? refused('too-long') : null
}

const overlap = (a: Span, b: Span): boolean => a.from_ms < b.until_ms && b.from_ms < a.until_ms

function reservationRefusal(directory: Directory, one: ReservationFacts, at_ms: number): Refusal | null {
  const wrong = span(one, RESERVATION_MS_MAX)
  if (wrong !== null) return wrong
  if (one.until_ms <= at_ms) return refused('over-already')
  if (one.from_ms > at_ms + AHEAD_MS_MAX) return refused('too-far-ahead')
  const machine = directory.machines.get(one.machine)
  if (machine === undefined) return refused('no-machine', { id: one.machine })
  if (machine.retired != null) return refused('machine-retired', { id: one.machine })
  const member = directory.members.get(one.member)
  if (member === undefined) return refused('no-member', { id: one.member })
  const day = localDate(one.from_ms, directory.site?.timezone ?? 'UTC')
  if (machine.qualification !== null && holding(member, machine.qualification, day) !== 'held') {
    const { qualification } = machine
    return refused('not-qualified', { member: one.member, qualification, machine: machine.id })
  }
  const ahead = { from_ms: Math.max(one.from_ms, at_ms), until_ms: one.until_ms }
  return isShut(directory, ahead) ? refused('closed-then') : taken(directory, one.machine, one, one.id)
}

/** No badge would open the machine for a moment of it. Who may begin later than they booked, or must leave sooner, books all the same. */
function isShut({ site, closures }: Directory, { from_ms, until_ms }: Span): boolean {
  return site !== null && openStretches(site, { from_ms, to_ms: until_ms }, [...closures.values()]).length === 0
}

function eventRefusal(directory: Directory, event: EventFacts): Refusal | null {
  const wrong = span(event, EVENT_MS_MAX)
  if (wrong !== null) return wrong
  for (const id of [event.leader, ...event.members]) if (!directory.members.has(id)) return refused('no-member', { id })
  for (const id of event.machines) {
    const machine = directory.machines.get(id)
    if (machine === undefined) return refused('no-machine', { id })
    if (machine.retired != null) return refused('machine-retired', { id })
  }
  return firstOf(event.machines.map(machine => taken(directory, machine, event, event.id)))
}

/** Half-open: one may begin when the other ends. */
function taken(directory: Directory, machine: string, wanted: Span, but: string): Refusal | null {
  for (const one of directory.reservations.values())
    if (one.machine === machine && one.id !== but && overlap(one, wanted))
      return conflict('reserved-then', { machine, id: one.id })
  for (const one of directory.events.values())
    if (one.machines.includes(machine) && one.id !== but && overlap(one, wanted))
      return conflict('event-then', { machine, name: one.name, id: one.id })
  return null
}
