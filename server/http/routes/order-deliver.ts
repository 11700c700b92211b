/** POST /orders/{id}/deliver: the day it was handed over; its lead time ends there. Once. */
import { Delivered, OrderView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const deliverOrder: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const response = { 200: OrderView }
  const schema = { tags: ['money'], summary: 'Deliver an order', params: SlugParam, body: Delivered, response }
  app.post('/orders/:id/deliver', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const order = core.directory().orders.get(id)
    if (order === undefined) throw notFound('order', id)
    if ((order.delivered ?? null) !== null) throw new HttpProblem(409, 'order-delivered-already', { id })
    const value = { ...order, delivered: request.body.date }
    await core.act({ entry: { type: 'money-put', kind: 'orders', value, by: signatureOf(user) } })
    await audit(user, 'order-deliver', id, request.body.date)
    return { received: null, ...value }
  })
}
