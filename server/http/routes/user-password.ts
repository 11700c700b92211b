/** POST /users/{id}/password: a new first password, told once. Every session of the account ends. */
import { NewUserView } from '#server/contract/api.ts'
import { madePassword } from '../account-ties.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { UserParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const resetPassword: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['sign-in'],
    summary: 'Give an account a new password',
    params: UserParam,
    response: { 200: NewUserView },
  }
  app.post('/users/:id/password', { schema }, async request => {
    const { id } = request.params
    const password = madePassword()
    const user = await deps.auth.setPassword(id, password)
    if (user === null) throw notFound('user', id)
    await audit(callerOf(request), 'password-reset', id)
    return { user, password }
  })
}
