/** POST /periods/{yyyy-mm}/seen: from now on changes are told against what the month comes to at this moment. */
import { MonthChanges } from '#server/contract/jobs.ts'
import { markSeen, monthChanges } from '../changes.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const seePeriod: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Say that a month was seen',
    params: PeriodParam,
    response: { 200: MonthChanges },
  }
  app.post('/periods/:period/seen', { schema }, async request => {
    const { id } = callerOf(request)
    await markSeen(deps, id, request.params.period)
    return monthChanges(deps, id, request.params.period)
  })
}
