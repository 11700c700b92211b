/** POST /login: an account's e-mail and password against a session cookie. */
import * as z from 'zod'
import { Me } from '#server/contract/api.ts'
import { auditOf } from '../audit.ts'
import { presentMe } from '../me.ts'
import { HttpProblem } from '../problem.ts'
import { sessionCookies } from '../sign-in.ts'
import { signInLimit } from '../sign-in-limit.ts'
import type { Route } from './route.ts'

const Body = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1_000) })

export const login: Route = (app, deps) => {
  const audit = auditOf(deps)
  const refuseBeyondLimit = signInLimit(app)
  const schema = { tags: ['sign-in'], summary: 'Sign in', body: Body, response: { 200: Me } }
  app.post('/login', { schema, preHandler: refuseBeyondLimit }, async (request, reply) => {
    const { email, password } = request.body
    const user = await sessionCookies(deps, request, reply, { email, password })
    if (user === null) {
      await audit(null, 'sign-in-refused', email.toLowerCase(), `from ${request.ip}`)
      throw new HttpProblem(401, 'wrong-password')
    }
    await audit(user, 'sign-in', user.id, `from ${request.ip}`)
    return presentMe(user, deps.core)
  })
}
