/** GET /periods/{yyyy-mm}: where a month stands, what it comes to, and why it cannot close yet. */
import { PeriodView } from '#server/contract/books.ts'
import { viewPeriod } from '../periods.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const period: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Where a month stands',
    params: PeriodParam,
    response: { 200: PeriodView },
  }
  app.get('/periods/:period', { schema }, async request => viewPeriod(deps, request.params.period))
}
