/** GET /pools: the costs that are shared. */
import { PoolView, page } from '#server/contract/api.ts'
import { pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listPools: Route = (app, { core }) => {
  const schema = {
    tags: ['money'],
    summary: 'All cost pools',
    querystring: PageQuery,
    response: { 200: page(PoolView) },
  }
  app.get('/pools', { schema }, async request => pageById(core.directory().pools.values(), request.query))
}
