/** GET /closures: exceptional closures and openings. */
import { page } from '#server/contract/api.ts'
import { ClosureView } from '#server/contract/people.ts'
import { at } from '#server/present/words.ts'
import { mapPage, pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listClosures: Route = (app, { core }) => {
  const schema = {
    tags: ['reservations'],
    summary: 'Exceptional closures and openings',
    querystring: PageQuery,
    response: { 200: page(ClosureView) },
  }
  app.get('/closures', { schema }, async request =>
    mapPage(pageById(core.directory().closures.values(), request.query), ({ id, kind, from_ms, until_ms, why }) => ({
      ...{ id, kind, why, from: at(from_ms), until: at(until_ms) },
    })),
  )
}
