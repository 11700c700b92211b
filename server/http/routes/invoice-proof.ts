/** GET /invoices/{number}/proof: from each line to sessions, to journal entries, to the chain's head. */
import { InvoiceProofView } from '#server/contract/invoices.ts'
import { presentInvoiceProof } from '#server/present/invoices.ts'
import { InvoiceParam, invoiceOr404 } from '../invoices.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'

export const invoiceProof: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'What an invoice rests on',
    params: InvoiceParam,
    response: { 200: InvoiceProofView },
  }
  app.get('/invoices/:id/proof', { schema }, async request => {
    const user = callerOf(request)
    const { number } = await invoiceOr404(deps, user, request.params.id)
    const proof = await deps.accounts.proof(number)
    if (proof === null) throw notFound('invoice', number)
    const view = presentInvoiceProof(proof)
    // An organisation sees what it pays, never its people's sessions (design rule 10)
    return user.role === 'organisation' ? { ...view, lines: view.lines.map(line => ({ ...line, things: [] })) } : view
  })
}
