/** POST /me/sessions/{id}/contest: "that was not me", or "not so long". A person answers; nothing is edited. */
import * as z from 'zod'
import { auditOf } from '../audit.ts'
import { busy, objected } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { ThingParam } from '../schemas.ts'
import { Reason } from './period-settle-post.ts'
import type { Route } from './route.ts'

export const contestSession: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['me'],
    summary: 'Contest a session of mine',
    params: ThingParam,
    body: z.strictObject({ reason: Reason }),
    response: { 201: z.object({ n: z.int(), period: z.string() }) },
  }
  app.post('/me/sessions/:id/contest', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = request.params
    if (user.member === null) throw notFound('session', id)
    const outcome = await deps.books.contest({ item: id, member: user.member, reason: request.body.reason })
    switch (outcome.kind) {
      case 'unknown':
        throw notFound('session', id)
      case 'objected':
        throw objected(outcome.objection)
      case 'busy':
        throw busy()
      case 'contested':
        await audit(user, 'session-contest', id)
        return reply.code(201).send({ n: outcome.n, period: outcome.period })
    }
  })
}
