/** GET /invoices: what was issued, newest first. */
import * as z from 'zod'
import { InvoiceRow } from '#server/contract/invoices.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentInvoice } from '#server/present/invoices.ts'
import { BilledPeriod } from '../invoices.ts'
import { LIMIT_DEFAULT, LIMIT_MAX } from '../schemas.ts'
import type { Route } from './route.ts'

const Query = z.strictObject({
  period: BilledPeriod.optional(),
  issuer: Slug.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(LIMIT_MAX)).default(LIMIT_DEFAULT),
  /** how many newer ones are left out */
  cursor: z.coerce.number().pipe(z.int().min(0)).default(0),
})

export const listInvoices: Route = (app, { accounts }) => {
  const response = { 200: z.object({ items: z.array(InvoiceRow), next: z.string().nullable() }) }
  const schema = { tags: ['money'], summary: 'Issued invoices and credit notes', querystring: Query, response }
  app.get('/invoices', { schema }, async request => {
    const { period, issuer, limit, cursor } = request.query
    const { items, more } = await accounts.page({
      ...{ limit, skip: cursor },
      ...(period !== undefined && { period }),
      ...(issuer !== undefined && { issuer }),
    })
    return { items: items.map(presentInvoice), next: more ? `${cursor + limit}` : null }
  })
}
