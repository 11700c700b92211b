/** POST /invitations/accept: whoever holds the link chooses a password, and is signed in. */
import * as z from 'zod'
import { Me } from '#server/contract/api.ts'
import { auditOf } from '../audit.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../auth/engine.ts'
import { presentMe } from '../me.ts'
import { HttpProblem } from '../problem.ts'
import { sessionCookies } from '../sign-in.ts'
import { signInLimit } from '../sign-in-limit.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  token: z.string().min(1).max(100),
  password: z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX),
})

export const acceptInvitation: Route = (app, deps) => {
  const audit = auditOf(deps)
  const refuseBeyondLimit = signInLimit(app)
  const schema = { tags: ['sign-in'], summary: 'Choose a password', body: Body, response: { 200: Me } }
  app.post('/invitations/accept', { schema, preHandler: refuseBeyondLimit }, async (request, reply) => {
    const { token, password } = request.body
    const user = await deps.auth.takeInvitation(token, password)
    if (user === null || user.email === null) throw new HttpProblem(410, 'invitation-over')
    await audit(user, 'invitation-accept', user.id, `from ${request.ip}`)
    await sessionCookies(deps, request, reply, { email: user.email, password })
    return presentMe(user, deps.core)
  })
}
