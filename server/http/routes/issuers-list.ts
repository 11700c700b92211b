/** GET /issuers: the legal persons that bill. Bank data is not in it. */
import { page } from '#server/contract/api.ts'
import { IssuerView } from '#server/contract/money.ts'
import { billingOf } from '#server/domain/sharing/validity.ts'
import { mapPage, pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listIssuers: Route = (app, { core }) => {
  const schema = {
    tags: ['money'],
    summary: 'All issuers',
    querystring: PageQuery,
    response: { 200: page(IssuerView) },
  }
  app.get('/issuers', { schema }, async request =>
    mapPage(pageById(core.directory().issuers.values(), request.query), ({ id, name, vat, ...more }) => ({
      ...{ id, name, vat, billing: billingOf(core.directory(), id) },
      valid_from: more.valid_from ?? null,
      valid_until: more.valid_until ?? null,
      target_percent: more.target_percent ?? null,
    })),
  )
}
