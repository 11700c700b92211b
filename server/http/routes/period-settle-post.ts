/**
 * POST /periods/{yyyy-mm}/settle: one decision about one item or many. Without a decision, what is proposed; without items, all
 * that block. Each is checked before any is written, and all are written together or none.
 */
import * as z from 'zod'
import type { Wish } from '#server/books/settle.ts'
import { Bearer, Settled } from '#server/contract/books.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { busy } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { errorAt, HttpProblem } from '../problem.ts'
import { Moment, PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

/** A month of a large atelier in one go; more is another request. */
const ITEMS_MAX = 1_000

export const WishBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('waive') }),
  z.strictObject({ kind: z.literal('assign'), member: z.string() }),
  z.strictObject({ kind: z.literal('pool'), pool: z.string() }),
  z.strictObject({ kind: z.literal('split'), at: Moment, bearers: z.tuple([Bearer, Bearer]) }),
  z.strictObject({ kind: z.literal('as-counted') }),
])
export const Reason = z.string().trim().min(1).max(500)
export const wishOf = (body: z.infer<typeof WishBody>): Wish =>
  body.kind === 'split' ? { kind: 'split', at_ms: body.at, bearers: body.bearers } : body

const Body = z.strictObject({
  items: z.array(z.string().max(64)).min(1).max(ITEMS_MAX).optional(),
  decision: WishBody.optional(),
  reason: Reason,
  /** the newest decision among the items as their reader saw them, null where there was none: what was decided since is refused, and stands */
  seen: Moment.nullable().optional(),
})

export const settlePeriod: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Settle items of a month',
    params: PeriodParam,
    body: Body,
    response: { 200: Settled },
  }
  app.post('/periods/:period/settle', { schema }, async request => {
    const user = callerOf(request)
    const { period } = request.params
    const { items, decision, reason, seen } = request.body
    if (decision !== undefined && items === undefined) throw new HttpProblem(422, 'items-missing')
    const outcome = await deps.books.settle({
      ...{ period, by: signatureOf(user), reason, items: items ?? null, seen_at_ms: seen },
      wish: decision === undefined ? null : wishOf(decision),
    })
    switch (outcome.kind) {
      case 'closed':
        throw new HttpProblem(409, 'period-closed', { period })
      case 'busy':
        throw busy()
      case 'objected': {
        const errors = outcome.objections.map(({ item, objection }) => errorAt(item, objection))
        throw new HttpProblem(422, 'items-refused', { count: errors.length }, errors)
      }
      case 'settled':
        await audit(user, 'period-settle', period, `${outcome.items.length} items`)
        return { settled: outcome.items, to_settle: outcome.left.length }
    }
  })
}
