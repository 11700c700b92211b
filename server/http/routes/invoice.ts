/** GET /invoices/{number}: one document, line by line, and what of it is left to credit. */
import { InvoiceDetail } from '#server/contract/invoices.ts'
import { presentInvoiceDetail } from '#server/present/invoices.ts'
import { InvoiceParam, invoiceOr404 } from '../invoices.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const invoice: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'An invoice or a credit note',
    params: InvoiceParam,
    response: { 200: InvoiceDetail },
  }
  app.get('/invoices/:id', { schema }, async request => {
    const document = await invoiceOr404(deps, callerOf(request), request.params.id)
    const { issuer, buyer } = document
    return presentInvoiceDetail(document, await deps.accounts.documents({ issuer, payer: buyer.payer }))
  })
}
