/** GET /tariffs */
import { page, TariffView } from '#server/contract/api.ts'
import { pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listTariffs: Route = (app, { core }) => {
  const schema = {
    tags: ['money'],
    summary: 'All tariffs',
    querystring: PageQuery,
    response: { 200: page(TariffView) },
  }
  app.get('/tariffs', { schema }, async request => pageById(core.directory().tariffs.values(), request.query))
}
