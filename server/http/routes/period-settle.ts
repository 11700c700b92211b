/** GET /periods/{yyyy-mm}/settle: what a person decides before the month can close (contract §3). */
import type * as z from 'zod'
import { page } from '#server/contract/api.ts'
import { SettleItem } from '#server/contract/books.ts'
import { presentItem } from '#server/present/books.ts'
import { pageById } from '../paging.ts'
import { Flag, PageQuery, PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const periodSettle: Route = (app, { books }) => {
  const schema = {
    tags: ['money'],
    summary: 'Settling queue of a month',
    params: PeriodParam,
    querystring: PageQuery.extend({ blocking: Flag.optional() }) satisfies z.ZodType,
    response: { 200: page(SettleItem) },
  }
  app.get('/periods/:period/settle', { schema }, async request => {
    const { queue } = await books.now(request.params.period)
    const { blocking, ...paging } = request.query
    const asked = blocking === undefined ? queue : queue.filter(item => item.blocks === blocking)
    return pageById(asked.map(presentItem), paging)
  })
}
