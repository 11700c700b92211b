/** GET /events?from&to: trainings and groups that touch the range; all of them by default. */
import { page } from '#server/contract/api.ts'
import { EventView } from '#server/contract/people.ts'
import { mapPage, pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { presentEvent } from '../reservations.ts'
import { PagedRangeQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listEvents: Route = (app, { core }) => {
  const schema = {
    tags: ['reservations'],
    summary: 'Trainings and groups',
    querystring: PagedRangeQuery({}),
    response: { 200: page(EventView) },
  }
  app.get('/events', { schema }, async request => {
    const { from = 0, to = Number.MAX_SAFE_INTEGER, limit, cursor } = request.query
    const found = [...core.directory().events.values()].filter(one => one.from_ms < to && from < one.until_ms)
    return mapPage(pageById(found, { limit, cursor }), one => presentEvent(one, callerOf(request)))
  })
}
