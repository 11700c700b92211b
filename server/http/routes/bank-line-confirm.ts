/** POST /bank-lines/{id}/confirm: the line is what is proposed, or what the body says; it is used once. */
import * as z from 'zod'
import { ConfirmBody, ConfirmedView } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const LineParam = z.object({ id: z.string().regex(/^l-[0-9a-f]{24}$/) })

export const confirmBankLine: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Confirm what a line is',
    params: LineParam,
    body: ConfirmBody,
    response: { 200: ConfirmedView },
  }
  app.post('/bank-lines/:id/confirm', { schema }, async request => {
    const user = callerOf(request)
    const order = { ...request.body, line: request.params.id, by: signatureOf(user) }
    const confirmed = done(await deps.bank.confirm(order))
    await audit(user, 'line-confirm', confirmed.line, confirmed.kind)
    return confirmed
  })
}
