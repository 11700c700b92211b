/** POST /accounts/{kind}/{id}/write-off: a small rest of an invoice or of a payment is let be, by a person's decision. */
import * as z from 'zod'
import { WriteOffBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PayerParam } from './account.ts'
import type { Route } from './route.ts'

export const writeOff: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Write a small difference off',
    params: PayerParam,
    body: WriteOffBody,
    response: { 200: z.object({ item: z.string(), cents: z.int() }) },
  }
  app.post('/accounts/:kind/:id/write-off', { schema }, async request => {
    const user = callerOf(request)
    const { item, issuer } = request.body
    const cents = done(await deps.bank.writeOff({ issuer, item, payer: request.params, by: signatureOf(user) }))
    await audit(user, 'write-off', item, `${cents} cents`)
    return { item, cents }
  })
}
