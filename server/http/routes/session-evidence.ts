/** GET /sessions/{id}/evidence: the journal entries a session rests on, with their hashes, for whoever contests a line. */
import { Evidence } from '#server/contract/api.ts'
import { presentSession } from '#server/present/session.ts'
import { at } from '#server/present/words.ts'
import { mapPage } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { JournalRow } from '../ports.ts'
import { notFound } from '../problem.ts'
import { PageQuery, SessionParam } from '../schemas.ts'
import { sessionOr404 } from '../sessions.ts'
import type { Route } from './route.ts'

export const sessionEvidence: Route = (app, deps) => {
  const schema = {
    tags: ['sessions'],
    summary: 'What a session rests on',
    params: SessionParam,
    querystring: PageQuery,
    response: { 200: Evidence },
  }
  app.get('/sessions/:id/evidence', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const session = await sessionOr404(deps, id, user)
    const { limit, cursor } = request.query
    const [found, names] = await Promise.all([deps.reads.evidence(id, limit, cursor ?? null), namesOf(deps)])
    if (found === null) throw notFound('session', id)
    const { items, next } = mapPage(found.page, presentEntry)
    const summary = presentSession(session, user, 'books', names)
    return { session: summary, grade: session.grade, journal_head: found.head, entries: items, next }
  })
}

const presentEntry = ({ received_at_ms, payload, station: _station, epoch: _epoch, ...row }: JournalRow) => ({
  ...row,
  received: at(received_at_ms),
  // Expired (design rule 10): its hash still stands in the chain.
  payload: payload === '' ? null : (JSON.parse(payload) as unknown),
})
