/**
 * GET /reports/funders: hours, beneficiaries and costs of some months; without any, of those that were lived. No names, and no group so
 * small that it is one.
 */
import * as z from 'zod'
import { FundersView } from '#server/contract/money.ts'
import { periodOf } from '#server/domain/time.ts'
import { MONTHS_MAX } from '#server/economy.ts'
import { monthsOf } from '../months.ts'
import { Period } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const reportFunders: Route = (app, { economy, core, clock }) => {
  const schema = {
    tags: ['money'],
    summary: 'Report for funders',
    querystring: z.strictObject({ from: Period.optional(), to: Period.optional() }),
    response: { 200: FundersView },
  }
  app.get('/reports/funders', { schema }, async request => {
    const { name, timezone } = siteOf(core)
    const present = periodOf(clock.now_ms(), timezone)
    const lived = await economy.lived(present)
    const { from = lived?.from ?? present, to = lived?.to ?? present } = request.query
    monthsOf(from, to, MONTHS_MAX)
    return { ...(await economy.funders(from, to)), site: name, lived }
  })
}
