/**
 * PUT /orders/{id}: what it is called, for whom it is, when it came and under which number of the customer's; and that it was given up,
 * or taken up again. Who bills it and at what price stays as it was taken on. Months that are closed stay as they were closed.
 */
import { OrderChange, OrderView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const changeOrder: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const response = { 200: OrderView }
  const schema = { tags: ['money'], summary: 'Change an order', params: SlugParam, body: OrderChange, response }
  app.put('/orders/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const order = core.directory().orders.get(id)
    if (order === undefined) throw notFound('order', id)
    const value = { ...order, ...given(request.body) }
    if (value.withdrawn != null && value.delivered != null)
      throw new HttpProblem(409, 'order-delivered-already', { id })
    await core.act({ entry: { type: 'money-put', kind: 'orders', value, by: signatureOf(user) } })
    await audit(user, 'order-change', id, Object.keys(request.body).join(', '))
    return { received: null, delivered: null, ...value }
  })
}
