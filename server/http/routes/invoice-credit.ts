/** POST /invoices/{number}/credit: a credit note on all that is left of it, or on lines. */
import * as z from 'zod'
import { InvoiceRow } from '#server/contract/invoices.ts'
import { presentInvoice } from '#server/present/invoices.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { InvoiceParam, notIssued, problemsOf } from '../invoices.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'

const CENTS_MAX = 1e12
const Body = z.strictObject({
  /** absent: all that is left. `net_cents` absent: all that is left of the line */
  lines: z
    .array(
      z.strictObject({ line: z.string().min(1).max(10), net_cents: z.int().min(-CENTS_MAX).max(CENTS_MAX).optional() }),
    )
    .min(1)
    .max(500)
    .optional(),
  /** `credit_key` of the invoice as it was shown: the same order given twice is one credit note */
  key: z.string().min(1).max(100).optional(),
})

export const creditInvoice: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Issue a credit note',
    params: InvoiceParam,
    body: Body,
    response: { 201: InvoiceRow },
  }
  app.post('/invoices/:id/credit', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id: number } = request.params
    const { lines, key = null } = request.body
    const wish = lines?.map(({ line, net_cents = null }) => ({ line, net_cents })) ?? null
    const outcome = await deps.accounts.credit({ number, wish, key, by: signatureOf(user) })
    switch (outcome.kind) {
      case 'credited':
        await audit(user, 'invoice-credit', number, outcome.document.number)
        return reply.code(201).send(presentInvoice(outcome.document))
      case 'unknown':
        throw notFound('invoice', number)
      case 'problems':
        throw problemsOf('lines', outcome.problems)
      default:
        throw notIssued(outcome)
    }
  })
}
