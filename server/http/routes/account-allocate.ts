/** POST /accounts/{kind}/{id}/allocate: credit that stood free is put to what is due. */
import * as z from 'zod'
import { AllocateBody, Allocation } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PayerParam } from './account.ts'
import type { Route } from './route.ts'

export const allocateAccount: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Put credit to what is due',
    params: PayerParam,
    body: AllocateBody,
    response: { 200: z.object({ allocations: z.array(Allocation) }) },
  }
  app.post('/accounts/:kind/:id/allocate', { schema }, async request => {
    const user = callerOf(request)
    const order = { ...request.body, payer: request.params, by: signatureOf(user) }
    const allocations = done(await deps.bank.allocate(order))
    await audit(user, 'credit-allocate', request.body.from)
    return { allocations }
  })
}
