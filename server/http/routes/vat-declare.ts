/** POST /vat/{yyyy-mm}/declare: the month was declared as it stands; what comes later is shown as a change. */
import * as z from 'zod'
import { VatView } from '#server/contract/bookkeeping.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { busy } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const declareVat: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'VAT of a month was declared',
    params: PeriodParam,
    body: z.strictObject({ issuer: Slug }),
    response: { 200: VatView },
  }
  app.post('/vat/:period/declare', { schema }, async request => {
    const user = callerOf(request)
    const { period } = request.params
    const { issuer } = request.body
    const outcome = await deps.bookkeeping.declareVat({ issuer, period, by: signatureOf(user) })
    if (outcome.kind === 'busy') throw busy()
    if (outcome.kind === 'objected') throw refused(outcome.objection)
    await audit(user, 'vat-declare', `${issuer}/${period}`, `journal ${outcome.n}`)
    return { ...outcome.summary, declared: { n: outcome.n, changed: [] } }
  })
}
