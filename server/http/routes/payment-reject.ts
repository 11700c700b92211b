/** POST /payments/{id}/reject: it came back; what it paid is open again. */
import * as z from 'zod'
import { RejectBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const PaymentParam = z.object({ id: z.string().regex(/^p-[0-9a-f]{24}$/) })

export const rejectPayment: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A payment came back',
    params: PaymentParam,
    body: RejectBody,
    response: { 200: z.object({ payment: z.string() }) },
  }
  app.post('/payments/:id/reject', { schema }, async request => {
    const user = callerOf(request)
    const order = { ...request.body, payment: request.params.id, by: signatureOf(user) }
    const payment = done(await deps.bank.giveBack(order))
    await audit(user, 'payment-reject', payment, request.body.reason)
    return { payment }
  })
}
