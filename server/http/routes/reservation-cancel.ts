/** DELETE /reservations/{id}: one's own, or anybody's by the floor. Another's does not exist for a member. */
import { seesMember } from '#server/contract/visibility.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const cancelReservation: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['reservations'], summary: 'Cancel a reservation', params: SlugParam }
  app.delete('/reservations/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = request.params
    const one = core.directory().reservations.get(id)
    if (one === undefined || !seesMember(user, 'board', one.member)) throw notFound('reservation', id)
    const by = signatureOf(user)
    await core.act({ entry: { type: 'reservation-cancelled', reservation: id, by, at_ms: clock.now_ms() } })
    await audit(user, 'reservation-cancel', id, one.machine)
    return reply.code(204).send()
  })
}
