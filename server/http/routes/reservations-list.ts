/** GET /reservations?from&to&machine: those that touch the range, today's by default. */
import { page } from '#server/contract/api.ts'
import { ReservationView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { dayStart } from '#server/domain/time.ts'
import { mapPage, pageById } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { presentReservation } from '../reservations.ts'
import { PagedRangeQuery } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

const DAY_MS = 86_400_000

export const listReservations: Route = (app, deps) => {
  const { core, clock } = deps
  const schema = {
    tags: ['reservations'],
    summary: 'Reservations',
    querystring: PagedRangeQuery({ machine: Slug.optional() }),
    response: { 200: page(ReservationView) },
  }
  app.get('/reservations', { schema }, async request => {
    const now_ms = clock.now_ms()
    const { from = dayStart(now_ms, siteOf(core).timezone), to = from + DAY_MS, machine, limit, cursor } = request.query
    const found = [...core.directory().reservations.values()].filter(
      one => one.from_ms < to && from < one.until_ms && (machine === undefined || one.machine === machine),
    )
    const look = { core, names: await namesOf(deps), now_ms }
    return mapPage(pageById(found, { limit, cursor }), one => presentReservation(one, callerOf(request), look))
  })
}
