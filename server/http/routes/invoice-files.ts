/** GET /invoices/{number}/pdf and /xml: the files of an issued document (Factur-X), made from it alone each time. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { HttpDeps } from '../deps.ts'
import { InvoiceParam, invoiceOr404 } from '../invoices.ts'
import { callerOf } from '../plugins/authentication.ts'
import { fileOf } from '../schemas.ts'
import type { Route } from './route.ts'

const FILES = {
  pdf: { type: 'application/pdf', summary: 'The invoice as PDF/A-3 with its XML inside (Factur-X)' },
  xml: { type: 'application/xml', summary: 'The invoice as Cross Industry Invoice (EN 16931)' },
} as const

const file =
  (kind: keyof typeof FILES): Route =>
  (app, deps: HttpDeps) => {
    const { type, summary } = FILES[kind]
    const schema = { tags: ['money'], summary, params: InvoiceParam, ...fileOf(type) }
    app.get(`/invoices/:id/${kind}`, { schema }, async (request, reply) => {
      const document: AccountingDocument = await invoiceOr404(deps, callerOf(request), request.params.id)
      const bytes = await deps.accounts.files[kind](document)
      return reply
        .type(type)
        .header('content-disposition', `inline; filename="${document.number}.${kind}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(bytes))
    })
  }

export const invoicePdf: Route = file('pdf')
export const invoiceXml: Route = file('xml')
