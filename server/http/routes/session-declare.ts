/** POST /sessions/declare: a line of the paper notebook. It counts once the member has confirmed it. */
import * as z from 'zod'
import { DeclaredView } from '#server/contract/books.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentDeclared } from '../declared.ts'
import { busy, objected } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Moment } from '../schemas.ts'
import { Reason } from './period-settle-post.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  machine: z.string().max(64),
  member: z.string().max(64),
  start: Moment,
  end: Moment,
  /** how long the machine worked; all of it where nobody wrote it down */
  running_ms: z.int().min(0).optional(),
  order: z.string().trim().min(1).max(64).nullable().default(null),
  reason: Reason,
})

export const declareSession: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['sessions'],
    summary: 'Enter a session from the paper notebook',
    body: Body,
    response: { 201: DeclaredView },
  }
  app.post('/sessions/declare', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { machine, member, start, end, running_ms, order, reason } = request.body
    const by = signatureOf(user)
    const outcome = await deps.books.declare({
      ...{ machine, member, order, by, reason, start_at_ms: start, end_at_ms: end },
      running_ms: running_ms ?? Math.max(0, end - start),
    })
    switch (outcome.kind) {
      case 'objected':
        throw objected(outcome.objection)
      case 'busy':
        throw busy()
      case 'declared': {
        const { session, period } = outcome
        await audit(user, 'session-declare', session.id, `on ${machine}`)
        return reply.code(201).send(presentDeclared({ session, period, by, reason, at_ms: deps.clock.now_ms() }))
      }
    }
  })
}
