/** GET /invoices/months: closed months, newest first, and how far each is out. */
import { InvoiceMonths } from '#server/contract/invoices.ts'
import type { Route } from './route.ts'

export const invoiceMonths: Route = (app, { accounts }) => {
  const response = { 200: InvoiceMonths }
  app.get('/invoices/months', { schema: { tags: ['money'], summary: 'Months to invoice', response } }, async () => {
    const [months, issued] = await Promise.all([accounts.months(), accounts.issued()])
    const items = months.map(period => {
      const own = issued.filter(one => one.period === period)
      const gross_cents = own.reduce((sum, one) => sum + (one.kind === 'invoice' ? 1 : -1) * one.gross_cents, 0)
      return { period, issued: own.length, gross_cents }
    })
    return { items }
  })
}
