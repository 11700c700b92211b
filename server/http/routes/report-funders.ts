/** GET /reports/funders: hours, beneficiaries and costs of some months. No names, and no group so small that it is one. */
import * as z from 'zod'
import { FundersView } from '#server/contract/money.ts'
import { MONTHS_MAX } from '#server/economy.ts'
import { monthsOf } from '../months.ts'
import { Period } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const reportFunders: Route = (app, { economy, core }) => {
  const schema = {
    tags: ['money'],
    summary: 'Report for funders',
    querystring: z.strictObject({ from: Period, to: Period }),
    response: { 200: FundersView },
  }
  app.get('/reports/funders', { schema }, async request => {
    const { from, to } = request.query
    monthsOf(from, to, MONTHS_MAX)
    return { ...(await economy.funders(from, to)), site: siteOf(core).name }
  })
}
