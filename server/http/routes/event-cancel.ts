/** DELETE /events/{id}: its machines are free again. */
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const cancelEvent: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['reservations'], summary: 'Cancel a training or a group', params: SlugParam }
  app.delete('/events/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = request.params
    if (!core.directory().events.has(id)) throw notFound('event', id)
    await core.act({ entry: { type: 'event-cancelled', event: id, by: signatureOf(user), at_ms: clock.now_ms() } })
    await audit(user, 'event-cancel', id)
    return reply.code(204).send()
  })
}
