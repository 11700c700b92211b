/** DELETE /tokens/{id}: it stops at once. */
import * as z from 'zod'
import { tokenScope } from '../api-tokens.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'

const Params = z.object({ id: z.uuid() })

export const revokeToken: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['sign-in'], summary: 'Revoke an API token', params: Params, response: { 204: z.undefined() } }
  app.delete('/tokens/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = request.params
    if (!deps.auth.revokeToken(id, tokenScope(user))) throw notFound('token', id)
    await audit(user, 'token-revoke', id)
    return reply.code(204).send()
  })
}
