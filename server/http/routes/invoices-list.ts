/** GET /invoices: what was issued, newest first. */
import * as z from 'zod'
import { InvoiceRow } from '#server/contract/invoices.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentInvoice } from '#server/present/invoices.ts'
import { BilledPeriod } from '../invoices.ts'
import type { Route } from './route.ts'

export const listInvoices: Route = (app, { accounts }) => {
  const querystring = z.strictObject({ period: BilledPeriod.optional(), issuer: Slug.optional() })
  const response = { 200: z.object({ items: z.array(InvoiceRow) }) }
  const schema = { tags: ['money'], summary: 'Issued invoices and credit notes', querystring, response }
  app.get('/invoices', { schema }, async request => {
    const { period, issuer } = request.query
    const found = await accounts.documents({
      ...(period !== undefined && { period }),
      ...(issuer !== undefined && { issuer }),
    })
    return { items: found.toReversed().map(presentInvoice) }
  })
}
