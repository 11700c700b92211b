/** PUT /mandates: a payer's mandate to one issuer, signed, changed or revoked. Beside the chain, like the account it rests on. */
import * as z from 'zod'
import { MandateBody, PayerRef } from '#server/contract/bank.ts'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const putMandate: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Sign, change or revoke a mandate',
    body: MandateBody,
    response: { 200: z.object({ issuer: z.string(), payer: PayerRef }) },
  }
  app.put('/mandates', { schema }, async request => {
    const { issuer, payer, revoked } = request.body
    const outcome = await deps.bank.putMandate(request.body)
    if (outcome.kind === 'objected') throw refused(outcome.objection)
    await audit(callerOf(request), revoked === null ? 'mandate-put' : 'mandate-revoke', payer.id, issuer)
    return { issuer, payer }
  })
}
