/** POST /users/{id}/invite: a link by which its owner chooses a password, good once and for a week. */
import { InvitationView } from '#server/contract/api.ts'
import { at } from '#server/present/words.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { UserParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const inviteUser: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['sign-in'],
    summary: 'Invite an account’s owner',
    params: UserParam,
    response: { 200: InvitationView },
  }
  app.post('/users/:id/invite', { schema }, async request => {
    const { id } = request.params
    const invited = await deps.auth.invite(id)
    if (invited === null) throw notFound('user', id)
    await audit(callerOf(request), 'account-invite', id)
    return { user: invited.user, token: invited.token, expires: at(invited.expires_at_ms) }
  })
}
