/** GET /me/declared: sessions that somebody entered for me from the notebook, and that wait for my word. */
import { page } from '#server/contract/api.ts'
import { DeclaredView } from '#server/contract/books.ts'
import { presentDeclared } from '../declared.ts'
import { pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const myDeclared: Route = (app, { books }) => {
  const schema = {
    tags: ['me'],
    summary: 'Sessions from the notebook that wait for my word',
    querystring: PageQuery,
    response: { 200: page(DeclaredView) },
  }
  app.get('/me/declared', { schema }, async request => {
    const { member } = callerOf(request)
    const rows = member === null ? [] : await books.declaredOf(member)
    return pageById(rows.map(presentDeclared), request.query)
  })
}
