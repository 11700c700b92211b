/** POST /users: somebody who may sign in, with a password that is told once and that they change. */
import * as z from 'zod'
import { NewUserView, Role } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { checkTies, madePassword } from '../account-ties.ts'
import { auditOf } from '../audit.ts'
import { PersonName } from '../member-body.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  email: z.email().max(320),
  name: PersonName,
  role: Role,
  member: Slug.nullable().default(null),
  organisation: Slug.nullable().default(null),
})
export const addUser: Route = (app, deps) => {
  const { auth, core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['sign-in'], summary: 'Add an account', body: Body, response: { 201: NewUserView } }
  app.post('/users', { schema }, async (request, reply) => {
    const { role } = request.body
    checkTies(request.body, core.directory())
    const password = madePassword()
    const made = await auth.createUser({ ...request.body, password })
    if (made.kind === 'email-taken') throw new HttpProblem(409, 'email-taken')
    if (made.kind === 'invalid') throw unacceptable(`body.${made.path}`, 'ill-formed')
    await audit(callerOf(request), 'account-create', made.user.id, role)
    return reply.code(201).send({ user: made.user, password })
  })
}
