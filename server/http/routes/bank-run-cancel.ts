/** POST /bank-runs/{run}/cancel: the file never went to the bank; what was in it can be collected again. */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const RunParam = z.object({ run: z.string().regex(/^[A-Za-z0-9-]{1,35}$/) })

export const cancelBankRun: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A file that never went to the bank',
    params: RunParam,
    body: z.strictObject({ issuer: Slug }),
    response: { 200: z.object({ run: z.string() }) },
  }
  app.post('/bank-runs/:run/cancel', { schema }, async request => {
    const user = callerOf(request)
    const order = { issuer: request.body.issuer, run: request.params.run, by: signatureOf(user) }
    const run = done(await deps.bank.cancelRun(order))
    await audit(user, 'bank-run-cancel', run)
    return { run }
  })
}
