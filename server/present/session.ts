/** A session as its reader may see it. */
import type { SessionSummary } from '#server/contract/api.ts'
import { type Place, seesMember, seesName, type Viewer } from '#server/contract/visibility.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { at, atOrNull, type Names } from './words.ts'

export function presentSession(session: Session, viewer: Viewer, place: Place, names: Names): SessionSummary {
  const named = seesMember(viewer, place, session.member)
  return {
    id: session.id,
    machine: session.machine,
    ...(named ? { member: session.member, member_name: names.get(session.member) ?? session.member } : {}),
    ...(named ? {} : nameOnly(session, viewer, place, names)),
    order: named ? session.order : null,
    start: at(session.start_at_ms),
    end: atOrNull(session.end_at_ms),
    end_reason: session.end_reason,
    session_ms: session.session_ms,
    running_ms: session.running_ms,
    worked_ms: session.worked_ms,
    idle_ms: session.idle_ms,
    silent_ms: session.silent_ms,
    fault_ms: session.fault_ms,
    energy_Wh: session.energy_Wh,
    grade: session.grade,
    profile: session.profile,
    buffered: session.buffered,
    incomplete: session.incomplete,
    no_current: session.no_current,
  }
}

/** Who has no name (erased, or a badge of an institution) is not told by an id instead. */
function nameOnly({ member }: Session, viewer: Viewer, place: Place, names: Names): { member_name?: string } {
  const name = seesName(viewer, place) ? names.get(member) : undefined
  return name === undefined ? {} : { member_name: name }
}
