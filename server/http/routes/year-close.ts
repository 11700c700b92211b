/** POST /years/{yyyy}/close: from here on nothing dated in it is issued or booked in this issuer's name. */
import * as z from 'zod'
import { YearResultView } from '#server/contract/bookkeeping.ts'
import { Slug } from '#server/contract/topics.ts'
import { said } from '#server/domain/refusals.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { busy } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'
import { YearParam } from './year-settlement.ts'

export const closeYear: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Close a year',
    params: YearParam,
    body: z.strictObject({ issuer: Slug, keep_advances: z.boolean().default(false) }),
    response: { 200: z.object({ n: z.int(), result: YearResultView, fec_hash: z.string() }) },
  }
  app.post('/years/:year/close', { schema }, async request => {
    const user = callerOf(request)
    const { year } = request.params
    const { issuer, keep_advances } = request.body
    const outcome = await deps.bookkeeping.closeYear({ issuer, year, keep_advances, by: signatureOf(user) })
    if (outcome.kind === 'busy') throw busy()
    if (outcome.kind === 'objected') throw refused(outcome.objections[0] ?? said('year-not-over', { year }))
    await audit(user, 'year-close', `${issuer}/${year}`, `journal ${outcome.n}`)
    return { n: outcome.n, result: outcome.result, fec_hash: outcome.fec_hash }
  })
}
