/** POST /bank-runs/drop: the bank refused one debit before any money moved; the document is open as before. */
import * as z from 'zod'
import { DropBody } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const dropBankItem: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'The bank refused a debit',
    body: DropBody,
    response: { 200: z.object({ document: z.string() }) },
  }
  app.post('/bank-runs/drop', { schema }, async request => {
    const user = callerOf(request)
    const document = done(await deps.bank.drop({ ...request.body, by: signatureOf(user) }))
    await audit(user, 'bank-run-drop', document, request.body.reason)
    return { document }
  })
}
