/** POST /me/declared/{id}/confirm: it is true, or it is not. What the member refuses counts for nothing. */
import * as z from 'zod'
import { auditOf } from '../audit.ts'
import { busy, objected } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { ThingParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ confirmed: z.boolean() })

export const confirmDeclared: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['me'],
    summary: 'Confirm a session from the notebook, or refuse it',
    params: ThingParam,
    body: Body,
    response: { 200: Body },
  }
  app.post('/me/declared/:id/confirm', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { confirmed } = request.body
    if (user.member === null) throw notFound('session', id)
    const outcome = await deps.books.confirm({ declared: id, confirmed, by: user.member })
    switch (outcome.kind) {
      case 'unknown':
        throw notFound('session', id)
      case 'objected':
        throw objected(outcome.objection)
      case 'busy':
        throw busy()
      case 'confirmed':
        await audit(user, 'session-confirm', id, confirmed ? 'confirmed' : 'refused')
        return { confirmed }
    }
  })
}
