/** Sessions as a caller may see them. One that belongs to somebody else does not exist for them: 403 would tell that it does. */
import { seesMember, type Viewer } from '#server/contract/visibility.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Core, LedgerReads } from './ports.ts'
import { notFound } from './problem.ts'

/**
 * The ledger's row of an open session is of its beginning; what is counted since, and whether something is missing in it, the
 * core knows.
 */
export function countedSoFar(core: Core, sessions: Session[]): Session[] {
  if (sessions.every(session => session.end_at_ms !== null)) return sessions
  const open = new Map(core.machines().flatMap(({ session }) => (session === null ? [] : [[session.id, session]])))
  return sessions.map(session => (session.end_at_ms === null ? (open.get(session.id) ?? session) : session))
}

type Sources = { core: Core; reads: LedgerReads }

export async function sessionOr404({ core, reads }: Sources, id: string, viewer: Viewer): Promise<Session> {
  const session = await reads.session(id)
  if (session === null || !seesMember(viewer, 'books', session.member)) throw notFound('session', id)
  return countedSoFar(core, [session])[0] ?? session
}
