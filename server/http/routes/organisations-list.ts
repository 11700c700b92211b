/** GET /organisations: who pays. */
import { page } from '#server/contract/api.ts'
import { OrganisationDetail } from '#server/contract/people.ts'
import { presentOrganisation } from '../organisations.ts'
import { mapPage, pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listOrganisations: Route = (app, { core, reads }) => {
  const schema = {
    tags: ['people'],
    summary: 'All organisations',
    querystring: PageQuery,
    response: { 200: page(OrganisationDetail) },
  }
  app.get('/organisations', { schema }, async request => {
    const contacts = await reads.contacts()
    return mapPage(pageById(core.directory().organisations.values(), request.query), one =>
      presentOrganisation(one, contacts),
    )
  })
}
