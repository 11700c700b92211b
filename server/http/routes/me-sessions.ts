/** GET /me/sessions: one's own, newest first; none for an account without a member. */
import { page, SessionSummary } from '#server/contract/api.ts'
import { presentSession } from '#server/present/session.ts'
import { mapPage } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PagedRangeQuery } from '../schemas.ts'
import { countedSoFar } from '../sessions.ts'
import type { Route } from './route.ts'

export const mySessions: Route = (app, deps) => {
  const schema = {
    tags: ['me'],
    summary: 'My sessions',
    querystring: PagedRangeQuery({}),
    response: { 200: page(SessionSummary) },
  }
  app.get('/me/sessions', { schema }, async request => {
    const user = callerOf(request)
    if (user.member === null) return { items: [], next: null }
    const { limit, cursor, from, to } = request.query
    const query = { member: user.member, from_ms: from, to_ms: to, limit, cursor: cursor ?? null }
    const [rows, names] = await Promise.all([deps.reads.sessions(query), namesOf(deps)])
    const counted = { items: countedSoFar(deps.core, rows.items), next: rows.next }
    return mapPage(counted, session => presentSession(session, user, 'books', names))
  })
}
