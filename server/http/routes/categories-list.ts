/** GET /categories: what a member can be, as the tariffs and pools know it. */

import { page } from '#server/contract/api.ts'
import { CategoryView } from '#server/contract/people.ts'
import { mapPage, pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listCategories: Route = (app, { core }) => {
  const schema = {
    tags: ['people'],
    summary: 'All categories',
    querystring: PageQuery,
    response: { 200: page(CategoryView) },
  }
  app.get('/categories', { schema }, async request =>
    mapPage(pageById(core.directory().categories.values(), request.query), ({ id, name }) => ({ id, name })),
  )
}
