/** GET /years/{yyyy}/books: what a year of one issuer came to, and what keeps it from being closed. */
import * as z from 'zod'
import { YearView } from '#server/contract/bookkeeping.ts'
import { Slug } from '#server/contract/topics.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'
import { YearParam } from './year-settlement.ts'

export const yearBooks: Route = (app, { bookkeeping }) => {
  const schema = {
    tags: ['money'],
    summary: 'A year of an issuer',
    params: YearParam,
    querystring: z.strictObject({ issuer: Slug, keep_advances: z.stringbool().default(false) }),
    response: { 200: YearView },
  }
  app.get('/years/:year/books', { schema }, async request => {
    const { issuer, keep_advances } = request.query
    const year = await bookkeeping.year({ issuer, year: request.params.year, keep_advances })
    if (year === null) throw notFound('issuer', issuer)
    return { ...year, objections: year.objections.map(one => ({ ...one, detail: wordsOf(one) })) }
  })
}
