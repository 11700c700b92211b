/** POST /logout: ends the cookie's session; an API token is revoked at /tokens instead. */
import * as z from 'zod'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const logout: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['sign-in'], summary: 'Sign out', response: { 204: z.undefined() } }
  app.post('/logout', { schema }, async (request, reply) => {
    const user = callerOf(request)
    for (const cookie of await deps.auth.signOut({ cookie: request.headers.cookie })) reply.header('set-cookie', cookie)
    await audit(user, 'sign-out', user.id)
    return reply.code(204).send()
  })
}
