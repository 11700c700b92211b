/** POST /mails/{id}/retry: what came back goes again, to the address as it is known today. */
import * as z from 'zod'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const retryMail: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Try a mail again',
    params: z.object({ id: z.coerce.number().int().positive() }),
    response: { 200: z.object({ id: z.int() }) },
  }
  app.post('/mails/:id/retry', { schema }, async request => {
    const { id } = request.params
    const outcome = await deps.bookkeeping.retryMail(id)
    if (outcome.kind === 'objected') throw refused(outcome.objection)
    await audit(callerOf(request), 'mail-retry', `${id}`, '')
    return { id }
  })
}
