/** GET /periods/{yyyy-mm}/changes: what is not as it was when this account last said it had seen the month. */
import { MonthChanges } from '#server/contract/jobs.ts'
import { monthChanges } from '../changes.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const periodChanges: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'What changed in a month',
    params: PeriodParam,
    response: { 200: MonthChanges },
  }
  app.get('/periods/:period/changes', { schema }, async request =>
    monthChanges(deps, callerOf(request).id, request.params.period),
  )
}
