/** DELETE /closures/{id} */
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const removeClosure: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['reservations'], summary: 'Take an exception back', params: SlugParam }
  app.delete('/closures/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = request.params
    if (!core.directory().closures.has(id)) throw notFound('closure', id)
    await core.act({ entry: { type: 'closure-removed', closure: id, by: signatureOf(user), at_ms: clock.now_ms() } })
    await audit(user, 'closure-remove', id)
    return reply.code(204).send()
  })
}
