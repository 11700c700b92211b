/** POST /sessions/{id}/end: a person ends it (`admin`). The running cycle stays the session's until it idles. */
import { SessionSummary } from '#server/contract/api.ts'
import { presentSession } from '#server/present/session.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { SessionParam } from '../schemas.ts'
import { sessionOr404 } from '../sessions.ts'
import type { Route } from './route.ts'

export const endSession: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['sessions'],
    summary: 'End an open session',
    params: SessionParam,
    response: { 200: SessionSummary },
  }
  app.post('/sessions/:id/end', { schema }, async request => {
    const user = callerOf(request)
    const session = await sessionOr404(deps, request.params.id, user)
    if (session.end_at_ms !== null) throw new HttpProblem(409, 'session-ended-already', { id: session.id })
    await core.act({
      station: session.station,
      action: { type: 'end-session', reason: 'admin', by: signatureOf(user) },
    })
    await audit(user, 'session-end', session.id, `on ${session.machine}`)
    const [ended, names] = await Promise.all([sessionOr404(deps, session.id, user), namesOf(deps)])
    return presentSession(ended, user, 'books', names)
  })
}
