/** GET /sessions: newest first. A member asks for all and gets their own. */
import { page, SessionSummary } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { seesPeople } from '#server/contract/visibility.ts'
import { presentSession } from '#server/present/session.ts'
import { mapPage } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Flag, PagedRangeQuery } from '../schemas.ts'
import { countedSoFar } from '../sessions.ts'
import type { Route } from './route.ts'

export const listSessions: Route = (app, deps) => {
  const querystring = PagedRangeQuery({ machine: Slug.optional(), member: Slug.optional(), open: Flag.optional() })
  const schema = {
    tags: ['sessions'],
    summary: 'Sessions by start',
    querystring,
    response: { 200: page(SessionSummary) },
  }
  app.get('/sessions', { schema }, async request => {
    const user = callerOf(request)
    const { from, to, limit, cursor, machine, open } = request.query
    const everybody = seesPeople(user, 'books')
    const member = everybody ? request.query.member : (user.member ?? undefined)
    const foreign = request.query.member !== undefined && request.query.member !== member
    if (foreign || (!everybody && member === undefined)) return { items: [], next: null }
    const query = { from_ms: from, to_ms: to, machine, member, open, limit, cursor: cursor ?? null }
    const [rows, names] = await Promise.all([deps.reads.sessions(query), namesOf(deps)])
    const counted = { items: countedSoFar(deps.core, rows.items), next: rows.next }
    return mapPage(counted, session => presentSession(session, user, 'books', names))
  })
}
