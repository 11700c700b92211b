/** Reservations and events as a caller may see them: that a machine is taken is everybody's, by whom is the floor's. */
import type { EventView, ReservationView } from '#server/contract/people.ts'
import { seesMember, seesPeople, type Viewer } from '#server/contract/visibility.ts'
import { isNoShow } from '#server/domain/access/claims.ts'
import type { EventFacts, ReservationFacts } from '#server/domain/who/facts.ts'
import { at, type Names } from '#server/present/words.ts'
import type { Core } from './ports.ts'

export function presentReservation(
  one: ReservationFacts,
  viewer: Viewer,
  { core, names, now_ms }: { core: Core; names: Names; now_ms: number },
): ReservationView {
  const mine = one.member === viewer.member
  return {
    id: one.id,
    machine: one.machine,
    from: at(one.from_ms),
    until: at(one.until_ms),
    mine,
    state: stateOf(one, core, now_ms),
    ...(seesMember(viewer, 'board', one.member)
      ? { member: one.member, member_name: names.get(one.member) ?? one.member }
      : {}),
  }
}

function stateOf(one: ReservationFacts, core: Core, now_ms: number): ReservationView['state'] {
  if (now_ms >= one.until_ms) return 'past'
  if (now_ms < one.from_ms) return 'ahead'
  const now = core.machines().find(({ machine }) => machine === one.machine)
  const there = { holder: now?.session?.member ?? null, claimed: now?.view.claimed ?? null }
  if (there.claimed === one.id || there.holder === one.member) return 'taken-up'
  return isNoShow(one, core.directory(), now_ms, there) ? 'no-show' : 'kept'
}

/** Course and machines are everybody's; who leads and takes part is the floor's, and one's own; money is not the floor's. */
export function presentEvent(event: EventFacts, viewer: Viewer): EventView {
  const { from_ms, until_ms, leader, members, organisation, pool, funder, subsidy_cents, ...open } = event
  const named = seesPeople(viewer, 'board')
  const money = viewer.role === 'manager' || viewer.role === 'treasurer'
  return {
    ...{ ...open, from: at(from_ms), until: at(until_ms) },
    ...(named ? { leader, members, organisation } : {}),
    ...(money ? { pool, funder, subsidy_cents } : {}),
  }
}
