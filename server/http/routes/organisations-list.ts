/** GET /organisations: who pays. */
import { OrganisationView, page } from '#server/contract/api.ts'
import { pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listOrganisations: Route = (app, { core }) => {
  const schema = {
    tags: ['people'],
    summary: 'All organisations',
    querystring: PageQuery,
    response: { 200: page(OrganisationView) },
  }
  app.get('/organisations', { schema }, async request =>
    pageById(core.directory().organisations.values(), request.query),
  )
}
