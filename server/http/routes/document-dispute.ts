/** POST /documents/{number}/dispute: nothing is collected and nobody reminded while it is disputed. */
import * as z from 'zod'
import { DisputeBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const disputeDocument: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A document is disputed, or no more',
    params: z.object({ number: z.string().min(1).max(64) }),
    body: DisputeBody,
    response: { 200: z.object({ document: z.string(), disputed: z.boolean() }) },
  }
  app.post('/documents/:number/dispute', { schema }, async request => {
    const user = callerOf(request)
    const { disputed } = request.body
    const order = { ...request.body, document: request.params.number, by: signatureOf(user) }
    const document = done(await deps.bank.dispute(order))
    await audit(user, disputed ? 'document-dispute' : 'document-undispute', document)
    return { document, disputed }
  })
}
