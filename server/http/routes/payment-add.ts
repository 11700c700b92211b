/** POST /payments: cash, a cheque, a transfer or a card, entered by hand. Without allocations it pays what is due, oldest first. */
import { PaidView, PayBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const addPayment: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Record a payment', body: PayBody, response: { 201: PaidView } }
  app.post('/payments', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const paid = done(await deps.bank.pay({ ...request.body, by: signatureOf(user) }))
    await audit(user, 'payment-add', paid.id)
    return reply.code(201).send(paid)
  })
}
