/** GET /invoices/months: closed months, newest first, and how far each is out. */
import { InvoiceMonths } from '#server/contract/invoices.ts'
import type { Route } from './route.ts'

export const invoiceMonths: Route = (app, { accounts }) => {
  const response = { 200: InvoiceMonths }
  app.get('/invoices/months', { schema: { tags: ['money'], summary: 'Months to invoice', response } }, async () => {
    const [months, issued] = await Promise.all([accounts.months(), accounts.issuedMonths()])
    const of = new Map(issued.map(one => [one.period, one]))
    return { items: months.map(period => of.get(period) ?? { period, issued: 0, gross_cents: 0 }) }
  })
}
