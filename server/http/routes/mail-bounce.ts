/** POST /mails/{id}/bounce: a person saw that a mail came back. It is shown as such, and can go to a corrected address. */
import * as z from 'zod'
import { BounceBody } from '#server/contract/bookkeeping.ts'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const bounceMail: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A mail came back',
    params: z.object({ id: z.coerce.number().int().positive() }),
    body: BounceBody,
    response: { 200: z.object({ id: z.int() }) },
  }
  app.post('/mails/:id/bounce', { schema }, async request => {
    const { id } = request.params
    const outcome = await deps.bookkeeping.bounceByHand(id, request.body.reason)
    if (outcome.kind === 'objected') throw refused(outcome.objection)
    await audit(callerOf(request), 'mail-bounce', `${id}`, '')
    return { id }
  })
}
