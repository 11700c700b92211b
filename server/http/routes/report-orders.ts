/** GET /reports/orders: what each order took, inside and outside, and from its first event to the day it was handed over. */
import * as z from 'zod'
import { OrderReport } from '#server/contract/money.ts'
import { orderReports } from '#server/domain/sharing/order-report.ts'
import { localDate } from '#server/domain/time.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const reportOrders: Route = (app, { reads, core, clock }) => {
  const response = { 200: z.object({ today: z.string(), orders: z.array(OrderReport) }) }
  const schema = { tags: ['money'], summary: 'What orders took', response }
  app.get('/reports/orders', { schema }, async () => {
    const { timezone } = siteOf(core)
    const today = localDate(clock.now_ms(), timezone)
    return { today, orders: orderReports(core.directory(), await reads.orderTime(), timezone, today) }
  })
}
