/** GET /periods/{yyyy-mm}/statements: what each member comes to. */
import { page } from '#server/contract/api.ts'
import { StatementRow } from '#server/contract/books.ts'
import { pageById } from '../paging.ts'
import { namesOf } from '../people.ts'
import { PageQuery, PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const listStatements: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Statements of a month',
    params: PeriodParam,
    querystring: PageQuery,
    response: { 200: page(StatementRow) },
  }
  app.get('/periods/:period/statements', { schema }, async request => {
    const { period } = request.params
    const [{ members }, names] = await Promise.all([deps.books.statement(period), namesOf(deps)])
    const rows = members.map(({ id, total_cents, running_ms, sessions }) => ({
      ...{ id: `${period}/${id}`, member: id, name: names.get(id) ?? id, total_cents, running_ms, sessions },
    }))
    return pageById(rows, request.query)
  })
}
