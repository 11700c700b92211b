/** GET /periods/{yyyy-mm}/overview: the month against its costs, for each issuer, and the tariff that would reach the target. */
import { MonthOverview } from '#server/contract/money.ts'
import { billingOf } from '#server/domain/sharing/validity.ts'
import { periodRange } from '#server/domain/time.ts'
import { PeriodParam } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const periodOverview: Route = (app, { core, economy, clock }) => {
  const schema = {
    tags: ['money'],
    summary: 'A month against its costs',
    params: PeriodParam,
    response: { 200: MonthOverview },
  }
  app.get('/periods/:period/overview', { schema }, async request => {
    const { period } = request.params
    const { issuers, trial } = await economy.overview(period)
    const directory = core.directory()
    const { from_ms, to_ms } = periodRange(period, siteOf(core).timezone)
    return {
      period,
      trial,
      elapsed: Math.min(1, Math.max(0, (clock.now_ms() - from_ms) / (to_ms - from_ms))),
      issuers: issuers.map(month => ({
        ...month,
        name: directory.issuers.get(month.issuer)?.name ?? month.issuer,
        billing: billingOf(directory, month.issuer),
      })),
    }
  })
}
