/** GET /sessions/{id} */
import { SessionSummary } from '#server/contract/api.ts'
import { presentSession } from '#server/present/session.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SessionParam } from '../schemas.ts'
import { sessionOr404 } from '../sessions.ts'
import type { Route } from './route.ts'

export const session: Route = (app, deps) => {
  const schema = { tags: ['sessions'], summary: 'One session', params: SessionParam, response: { 200: SessionSummary } }
  app.get('/sessions/:id', { schema }, async request => {
    const user = callerOf(request)
    const found = await sessionOr404(deps, request.params.id, user)
    return presentSession(found, user, 'books', await namesOf(deps))
  })
}
