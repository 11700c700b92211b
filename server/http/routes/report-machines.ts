/** GET /reports/machines?from&to&against: of the hours asked for, how much each machine could be used, and what kept it from it. */
import { Against, Availabilities } from '#server/contract/api.ts'
import { machineReport } from '#server/machine-report.ts'
import { at } from '#server/present/words.ts'
import { RangeQuery } from '../schemas.ts'
import { rangeOf } from '../site.ts'
import { checkSpan } from '../span.ts'
import type { Route } from './route.ts'

export const reportMachines: Route = (app, { reads, core, clock }) => {
  const schema = {
    tags: ['machines'],
    summary: 'Availability of machines',
    querystring: RangeQuery({ against: Against.default('opening') }),
    response: { 200: Availabilities },
  }
  app.get('/reports/machines', { schema }, async request => {
    const now_ms = clock.now_ms()
    const range = rangeOf(request.query, core, now_ms)
    checkSpan(range)
    const { against } = request.query
    const directory = core.directory()
    const machines = await machineReport(reads, directory, { range, against, now_ms })
    return {
      from: at(range.from_ms),
      to: at(Math.max(range.from_ms, Math.min(range.to_ms, now_ms))),
      against,
      always_open: (directory.site?.opening ?? null) === null,
      machines,
    }
  })
}
