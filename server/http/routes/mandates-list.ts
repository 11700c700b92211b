/** GET /mandates: who may be debited by which issuer, by which mandate, and what is wrong with it. The IBAN is told by its end. */
import * as z from 'zod'
import { MandateView } from '#server/contract/bank.ts'
import type { Route } from './route.ts'

export const listMandates: Route = (app, { bank }) => {
  const schema = {
    tags: ['money'],
    summary: 'Direct debit mandates',
    response: { 200: z.object({ items: z.array(MandateView), collectors: z.array(z.string()) }) },
  }
  app.get('/mandates', { schema }, async () => {
    const [items, collectors] = await Promise.all([bank.mandates(), bank.collectors()])
    return { items, collectors }
  })
}
