/** GET /vat/{yyyy-mm}: the month's VAT of one issuer by the lines of form 3310-CA3, and what changed since it was declared. */
import * as z from 'zod'
import { VatView } from '#server/contract/bookkeeping.ts'
import { Slug } from '#server/contract/topics.ts'
import { notFound } from '../problem.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const vatOfMonth: Route = (app, { bookkeeping }) => {
  const schema = {
    tags: ['money'],
    summary: 'VAT of a month',
    params: PeriodParam,
    querystring: z.strictObject({ issuer: Slug }),
    response: { 200: VatView },
  }
  app.get('/vat/:period', { schema }, async request => {
    const { issuer } = request.query
    const summary = await bookkeeping.vat({ issuer, period: request.params.period })
    if (summary === null) throw notFound('issuer', issuer)
    return summary
  })
}
