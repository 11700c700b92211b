/** POST /me/password: one's own, against the old one. Every session of the account ends, this one too. */
import * as z from 'zod'
import { auditOf } from '../audit.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../auth/engine.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { signInLimit } from '../sign-in-limit.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  old: z.string().min(1).max(1_000),
  new: z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX),
})

export const changePassword: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['me'], summary: 'Change my password', body: Body, response: { 204: z.null() } }
  const refuseBeyondLimit = signInLimit(app)
  app.post('/me/password', { schema, preHandler: refuseBeyondLimit }, async (request, reply) => {
    const user = callerOf(request)
    // A token speaks for an account and does not take it over
    if (user.email === null) throw new HttpProblem(403, 'not-by-token')
    const changed = await deps.auth.changePassword({ id: user.id, email: user.email }, request.body)
    if (!changed) throw unacceptable('body.old', 'wrong-old-password')
    await audit(user, 'password-change', user.id)
    return reply.code(204).send(null)
  })
}
