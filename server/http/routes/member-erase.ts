/** DELETE /members/{id}: a person is taken out for good; sessions keep an id that names nobody, and the chain stays valid. */
import { auditOf, signatureOf } from '../audit.ts'
import { memberOr404 } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const eraseMember: Route = (app, deps) => {
  const { core, writes, auth, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Erase a person', params: SlugParam }
  app.delete('/members/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = memberOr404(core, request.params.id)
    await writes.erasePerson(id)
    await core.act({ entry: { type: 'member-erased', member: id, by: signatureOf(user), at_ms: clock.now_ms() } })
    auth.removeUsersOf(id)
    await audit(user, 'member-erase', id)
    return reply.code(204).send()
  })
}
