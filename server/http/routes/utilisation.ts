/** GET /utilisation?from&to&by: time and energy of the sessions that start in the range. Never by person. */
import { Utilisation } from '#server/contract/api.ts'
import { at } from '#server/present/words.ts'
import { unacceptable } from '../problem.ts'
import { RangeQuery } from '../schemas.ts'
import { rangeOf, siteOf } from '../site.ts'
import type { Route } from './route.ts'

/** Ten years, as long as billing sessions are kept. */
const SPAN_MS_MAX = 3_653 * 86_400_000

export const utilisation: Route = (app, { reads, core, clock }) => {
  const querystring = RangeQuery({ by: Utilisation.shape.by.default('machine') })
  const schema = {
    tags: ['sessions'],
    summary: 'How much machines are used',
    querystring,
    response: { 200: Utilisation },
  }
  app.get('/utilisation', { schema }, async request => {
    const range = rangeOf(request.query, core, clock.now_ms())
    if (range.to_ms - range.from_ms > SPAN_MS_MAX) throw unacceptable('query.to', 'is more than ten years after from')
    const { by } = request.query
    const rows = await reads.utilisation(range, by, siteOf(core).timezone)
    return { from: at(range.from_ms), to: at(range.to_ms), by, rows }
  })
}
