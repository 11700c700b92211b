/** GET /tokens */
import { ApiTokenView, page } from '#server/contract/api.ts'
import { presentToken, tokenScope } from '../api-tokens.ts'
import { pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listTokens: Route = (app, { auth }) => {
  const schema = {
    tags: ['sign-in'],
    summary: 'API tokens',
    querystring: PageQuery,
    response: { 200: page(ApiTokenView) },
  }
  app.get('/tokens', { schema }, async request => {
    const rows = auth.tokens(tokenScope(callerOf(request)))
    return pageById(rows.map(presentToken), request.query)
  })
}
