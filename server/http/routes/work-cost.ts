/**
 * POST /works/{id}/take and /decline: what becomes of a cost that was offered to a pool. Taken, it is a purchase like any other,
 * under the id of the repair: twice is refused. Nothing enters a pool without this.
 */
import * as z from 'zod'
import { Purchase } from '#server/contract/atelier-money.ts'
import { PurchaseView } from '#server/contract/money.ts'
import { Slug } from '#server/contract/topics.ts'
import { costOf } from '#server/domain/care/facts.ts'
import { isTaken, worksOf } from '#server/domain/care/offers.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { checkOpen } from '../money-dates.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Core } from '../ports.ts'
import { HttpProblem, notFound, unacceptable } from '../problem.ts'
import { WorkParam } from '../schemas.ts'
import type { Route } from './route.ts'

/** What a treasurer decides about it. */
const Taken = z.strictObject({
  /** absent: the pool that was proposed */
  pool: Slug.optional(),
  /** absent: the day of the work */
  date: z.iso.date().optional(),
  /** absent: parts and labour */
  amount_cents: z.int().min(1).max(100_000_000).optional(),
  /** number of the supplier's invoice, or of the note that says whose hours these were */
  document: Purchase.shape.document,
  label: Purchase.shape.label,
})

function workOr404(core: Core, id: string) {
  const work = worksOf(core.directory()).find(one => one.id === id)
  if (work === undefined) throw notFound('work', id)
  return work
}

export const takeCost: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Take the cost of a repair into a pool',
    params: WorkParam,
    body: Taken,
    response: { 201: PurchaseView },
  }
  app.post('/works/:id/take', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const work = workOr404(core, request.params.id)
    const { id, cost, on } = work
    if (isTaken(core.directory(), work)) throw new HttpProblem(409, 'cost-taken-already', { id })
    const { pool = cost.pool, date = on, amount_cents = costOf(cost), document, label } = request.body
    if (pool === null) throw unacceptable('body.pool', 'missing')
    if (amount_cents === 0) throw unacceptable('body.amount_cents', 'too-small')
    await checkOpen(deps, date)
    const value = { id, pool, date, amount_cents, document, label }
    await core.act({ entry: { type: 'money-put', kind: 'purchases', value, by: signatureOf(user) } })
    await audit(user, 'work-take', id, pool)
    return reply.code(201).send(value)
  })
}

export const declineCost: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Leave the cost of a repair out of every pool',
    params: WorkParam,
  }
  app.post('/works/:id/decline', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = workOr404(core, request.params.id)
    await core.act({ entry: { type: 'cost-declined', work: id, by: signatureOf(user), at_ms: clock.now_ms() } })
    await audit(user, 'work-decline', id)
    return reply.code(204).send()
  })
}
