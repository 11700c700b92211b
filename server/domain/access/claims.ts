/** Who a machine is kept for at an instant: reservations with their grace, trainings and groups with those who take part. */
import type { Directory } from '../directory.ts'
import type { EventFacts, ReservationFacts } from '../who/facts.ts'

/** Whoever has not come a quarter of an hour after the time they booked is not coming. */
const GRACE_S = 900

export const graceOf_ms = (directory: Directory): number => (directory.site?.reservation_grace_s ?? GRACE_S) * 1_000

export function eventAt(directory: Directory, machine: string, at_ms: number): EventFacts | null {
  for (const event of directory.events.values())
    if (event.from_ms <= at_ms && at_ms < event.until_ms && event.machines.includes(machine)) return event
  return null
}

export const takesPart = (event: EventFacts, member: string): boolean =>
  event.leader === member || event.members.includes(member)

/** The reservation a badge of this member takes up: also one that begins within the grace. */
export function reservationOf(
  directory: Directory,
  machine: string,
  member: string,
  at_ms: number,
): ReservationFacts | null {
  const grace_ms = graceOf_ms(directory)
  for (const one of directory.reservations.values())
    if (one.machine === machine && one.member === member && one.from_ms - grace_ms <= at_ms && at_ms < one.until_ms)
      return one
  return null
}

/** What the machine's own station knows of the one who booked: they hold the machine, or have taken their booking up. */
export type Presence = { holder: string | null; claimed: string | null }

/** A no-show frees the machine: nobody came within the grace (contract §1, `reserved`). */
export const isNoShow = (one: ReservationFacts, directory: Directory, at_ms: number, there: Presence): boolean =>
  at_ms >= one.from_ms + graceOf_ms(directory) && there.claimed !== one.id && there.holder !== one.member

/** What keeps this member from the machine at an instant. */
export function claimAgainst(
  directory: Directory,
  machine: string,
  member: string,
  at_ms: number,
  there: Presence,
): 'reservation' | 'event' | null {
  const event = eventAt(directory, machine, at_ms)
  if (event !== null) return takesPart(event, member) ? null : 'event'
  for (const one of directory.reservations.values()) {
    if (one.machine !== machine || one.member === member || at_ms < one.from_ms || at_ms >= one.until_ms) continue
    if (!isNoShow(one, directory, at_ms, there)) return 'reservation'
  }
  return null
}
