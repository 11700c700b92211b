/** A session the caller may see. One that belongs to somebody else does not exist for them: 403 would tell that it does. */
import { seesMember, type Viewer } from '#server/contract/visibility.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { LedgerReads } from './ports.ts'
import { notFound } from './problem.ts'

export async function sessionOr404(reads: LedgerReads, id: string, viewer: Viewer): Promise<Session> {
  const session = await reads.session(id)
  if (session === null || !seesMember(viewer, 'books', session.member)) throw notFound('session', id)
  return session
}
