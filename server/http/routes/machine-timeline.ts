/** GET /machines/{id}/timeline: what it did, interval by interval. */
import { Timeline } from '#server/contract/api.ts'
import { seesPeople } from '#server/contract/visibility.ts'
import { knownUntil_ms } from '#server/present/state.ts'
import { at } from '#server/present/words.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { RangeQuery, SlugParam } from '../schemas.ts'
import { rangeOf } from '../site.ts'
import type { Route } from './route.ts'

/** A sewing machine changes state a few thousand times a day. */
const SPAN_MS_MAX = 31 * 86_400_000

export const machineTimeline: Route = (app, { core, reads, clock }) => {
  const schema = {
    tags: ['machines'],
    summary: 'States over time',
    params: SlugParam,
    querystring: RangeQuery({}),
    response: { 200: Timeline },
  }
  app.get('/machines/:id/timeline', { schema }, async request => {
    const { id, sample_ms } = machineOr404(core, request.params.id)
    const now_ms = clock.now_ms()
    const range = rangeOf(request.query, core, now_ms)
    if (range.to_ms - range.from_ms > SPAN_MS_MAX) throw unacceptable('query.to', 'span-too-long', { days: 31 })
    const told = await reads.stateChanges(id, range)
    const row = core.machines().find(({ machine }) => machine === id)
    const known_ms = knownUntil_ms(row?.view ?? null, row?.heard_at_ms ?? null, sample_ms, now_ms)
    // Its own silence is told by its next message, which may never come.
    const changes =
      known_ms < Math.min(range.to_ms, now_ms)
        ? [...told, { at_ms: known_ms, state: 'silent' as const, session: null }]
        : told
    // a session's id would tell whose hours these are
    const named = seesPeople(callerOf(request), 'board')
    const end_ms = Math.min(range.to_ms, now_ms)
    const intervals = changes.flatMap(({ at_ms, state, session }, index) => {
      const from_ms = Math.max(at_ms, range.from_ms)
      const to_ms = Math.min(changes[index + 1]?.at_ms ?? end_ms, end_ms)
      return to_ms > from_ms ? [{ from: at(from_ms), to: at(to_ms), state, session: named ? session : null }] : []
    })
    return { machine: id, from: at(range.from_ms), to: at(range.to_ms), intervals }
  })
}
