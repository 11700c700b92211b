/** GET /me/invoices: what was billed to the caller, or to the organisation whose account it is, newest first. */
import * as z from 'zod'
import { InvoiceRow } from '#server/contract/invoices.ts'
import { presentInvoice } from '#server/present/invoices.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const myInvoices: Route = (app, { accounts }) => {
  const response = { 200: z.object({ items: z.array(InvoiceRow) }) }
  const schema = { tags: ['me'], summary: 'My invoices and credit notes', response }
  app.get('/me/invoices', { schema }, async request => {
    const { member, organisation } = callerOf(request)
    const payer =
      organisation !== null
        ? { kind: 'organisation', id: organisation }
        : member !== null
          ? { kind: 'member', id: member }
          : null
    const found = payer === null ? [] : await accounts.documents({ payer })
    return { items: found.toReversed().map(presentInvoice) }
  })
}
