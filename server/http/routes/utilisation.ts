/** GET /utilisation?from&to&by: time and energy of the sessions that start in the range, by hour spread over those they lasted. Never by person. */
import { Utilisation } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import { at } from '#server/present/words.ts'
import { RangeQuery } from '../schemas.ts'
import { rangeOf, siteOf } from '../site.ts'
import { checkSpan } from '../span.ts'
import type { Route } from './route.ts'

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
    checkSpan(range)
    const { by } = request.query
    const rows = await reads.utilisation(range, by, siteOf(core).timezone)
    const named = rows.map(row => ({ ...row, name: nameOf(core.directory(), by, row.key) }))
    return { from: at(range.from_ms), to: at(range.to_ms), by, rows: named }
  })
}

function nameOf({ machines, categories }: Directory, by: Utilisation['by'], key: string): string {
  if (by === 'machine') return machines.get(key)?.name ?? key
  return by === 'member-category' ? (categories.get(key)?.name ?? key) : key
}
