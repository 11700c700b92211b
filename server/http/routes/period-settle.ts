/** GET /periods/{yyyy-mm}/settle: what a person decides before the month can close (contract §3). */
import { page, SettleItem } from '#server/contract/api.ts'
import { periodRange } from '#server/domain/time.ts'
import { pageById } from '../paging.ts'
import { PageQuery, PeriodParam } from '../schemas.ts'
import { settlingQueue } from '../settling.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const periodSettle: Route = (app, { reads, core }) => {
  const schema = {
    tags: ['money'],
    summary: 'Settling queue of a month',
    params: PeriodParam,
    querystring: PageQuery,
    response: { 200: page(SettleItem) },
  }
  app.get('/periods/:period/settle', { schema }, async request => {
    const range = periodRange(request.params.period, siteOf(core).timezone)
    const [sessions, unattributed] = await Promise.all([reads.sessionsStarting(range), reads.unattributed(range)])
    return pageById(settlingQueue(sessions, unattributed), request.query)
  })
}
