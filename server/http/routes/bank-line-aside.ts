/** POST /bank-lines/{id}/aside: it concerns no payer (rent, salaries); with `why` null it waits again. */
import * as z from 'zod'
import { AsideBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { LineParam } from './bank-line-confirm.ts'
import type { Route } from './route.ts'

export const asideBankLine: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A line that concerns no payer',
    params: LineParam,
    body: AsideBody,
    response: { 200: z.object({ line: z.string() }) },
  }
  app.post('/bank-lines/:id/aside', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    if (!(await deps.bank.setAside(id, request.body.why, signatureOf(user)))) throw notFound('bank-line', id)
    await audit(user, 'line-aside', id)
    return { line: id }
  })
}
