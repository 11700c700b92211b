/**
 * What prices and shares are computed from: one piece of machine time, after people settled what needed settling. The
 * settling of a period makes `Use[]` from sessions and the journalled decisions about them; statements read nothing else.
 */
import type { Directory } from '../directory.ts'
import type { Grade, Session } from '../metering/types.ts'
import { localDate } from '../time.ts'

/** Who gets the bill. `id` is a member, an organisation, or for the cooperative the issuer that bears it itself. */
export type Payer = { kind: 'member' | 'organisation' | 'cooperative'; id: string }

export type Use = {
  /** the session that proves it; null: running that no session explains, or an entry by hand */
  session: string | null
  machine: string
  /** null: nobody's, for a pool or the cooperative */
  member: string | null
  payer: Payer
  /** the category it began with */
  category: string | null
  order: string | null
  start_at_ms: number
  /** ISO, in the atelier's zone: it decides month, day caps and the tariff in force */
  date: string
  running_ms: number
  worked_ms: number
  session_ms: number
  idle_ms: number
  energy_Wh: number
  /** measured, not charged: the cooperative bears it */
  waived: boolean
  grade: Grade
  /** where doubt favoured the member, one word each */
  doubts: string[]
  /** charged to this pool's purpose (training, maintenance), not to whoever badged */
  pool: string | null
  /** `yyyy-mm` of the closed period it corrects */
  adjusts: string | null
}

/** A session that nobody had to decide about. */
export function useOfSession(session: Session, directory: Directory): Use {
  return {
    session: session.id,
    machine: session.machine,
    member: session.member,
    payer: payerOf(session.member, directory),
    category: session.category,
    order: session.order,
    start_at_ms: session.start_at_ms,
    date: localDate(session.start_at_ms, directory.site?.timezone ?? 'UTC'),
    running_ms: session.running_ms,
    worked_ms: session.worked_ms,
    session_ms: session.session_ms,
    idle_ms: session.idle_ms,
    energy_Wh: session.energy_Wh,
    waived: false,
    grade: session.grade,
    doubts: [],
    pool: null,
    adjusts: null,
  }
}

/** The one who badges is not always the one who pays: a member of an organisation works on its account. */
export function payerOf(member: string, directory: Directory): Payer {
  const organisation = directory.members.get(member)?.organisation ?? null
  return organisation === null ? { kind: 'member', id: member } : { kind: 'organisation', id: organisation }
}
