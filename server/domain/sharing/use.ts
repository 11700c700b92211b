/**
 * What prices and shares are computed from: one piece of machine time, after people settled what needed settling. The
 * settling of a period makes `Use[]` from sessions and the journalled decisions about them; statements read nothing else.
 */
import type { Directory } from '../directory.ts'
import type { Grade, Session } from '../metering/types.ts'
import { localDate } from '../time.ts'
import type { EventFacts } from '../who/facts.ts'
import { payingOrganisation } from '../who/membership.ts'

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
  /**
   * The sessions it stands for, where the ledger has already added up those that nobody had to decide about and that differ
   * in nothing a price asks for. Absent: `session` alone.
   */
  group?: readonly string[]
}

export const idsOf = (use: Use): readonly string[] => use.group ?? (use.session === null ? NO_SESSIONS : [use.session])
export const countOf = (use: Use): number => use.group?.length ?? 1
/** −1 for the reversal of something counted before (design rule 5): all its measures are negative. */
export const signOf = (use: Use): 1 | -1 => (use.session_ms < 0 || use.running_ms < 0 || use.energy_Wh < 0 ? -1 : 1)
const NO_SESSIONS: readonly string[] = []

/** A session that nobody had to decide about. */
export function useOfSession(session: Session, directory: Directory): Use {
  const date = localDate(session.start_at_ms, directory.site?.timezone ?? 'UTC')
  const event = eventOf(directory, session.event)
  return {
    session: session.id,
    machine: session.machine,
    member: session.member,
    payer: payerOfEvent(event) ?? payerOf(session.member, directory, date),
    category: session.category,
    order: session.order,
    start_at_ms: session.start_at_ms,
    date,
    running_ms: session.running_ms,
    worked_ms: session.worked_ms,
    session_ms: session.session_ms,
    idle_ms: session.idle_ms,
    energy_Wh: session.energy_Wh,
    waived: false,
    grade: session.grade,
    doubts: [],
    pool: event?.pool ?? null,
    adjusts: null,
  }
}

export const eventOf = (directory: Directory, id: string | undefined): EventFacts | null =>
  (id === undefined ? undefined : directory.events.get(id)) ?? null

/** A group's organisation pays for it, whoever opened the machine; null: nobody but who badged. */
export const payerOfEvent = (event: EventFacts | null): Payer | null =>
  event === null || event.organisation === null ? null : { kind: 'organisation', id: event.organisation }

/** The one who badges is not always the one who pays: a member of an organisation works on its account. */
export function payerOf(member: string, directory: Directory, date: string): Payer {
  const facts = directory.members.get(member)
  const organisation = facts === undefined ? null : payingOrganisation(facts, date)
  return organisation === null ? { kind: 'member', id: member } : { kind: 'organisation', id: organisation }
}
