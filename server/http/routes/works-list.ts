/** GET /works: repairs and care of all machines, newest first; with `offered`, those whose cost waits for a treasurer. */
import * as z from 'zod'
import { page } from '#server/contract/api.ts'
import { WorkView } from '#server/contract/care.ts'
import { isOffered, worksOf } from '#server/domain/care/offers.ts'
import { presentWork } from '../care.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Flag, PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listWorks: Route = (app, deps) => {
  const querystring = z.strictObject({ ...PageQuery.shape, offered: Flag.optional() })
  const schema = { tags: ['machines'], summary: 'Repairs and care', querystring, response: { 200: page(WorkView) } }
  app.get('/works', { schema }, async request => {
    const { offered = false, limit, cursor } = request.query
    const directory = deps.core.directory()
    const works = worksOf(directory).filter(work => !offered || isOffered(directory, work))
    const reader = { viewer: callerOf(request), names: await namesOf(deps) }
    const begin = cursor === undefined ? 0 : works.findIndex(({ id }) => id === cursor) + 1
    const items = works.slice(begin, begin + limit)
    return {
      items: items.map(work => presentWork(work, directory, reader)),
      next: begin + limit < works.length ? (items.at(-1)?.id ?? null) : null,
    }
  })
}
