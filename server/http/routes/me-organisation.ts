/** GET /me/organisation: what the caller's organisation pays, of the current month or of `period`; nobody by name. */
import * as z from 'zod'
import { MyOrganisation } from '#server/contract/organisation.ts'
import { periodOf } from '#server/domain/time.ts'
import { presentClosing } from '#server/present/books.ts'
import { contestRules } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { Period } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const myOrganisation: Route = (app, deps) => {
  const { books, core, clock } = deps
  const querystring = z.strictObject({ period: Period.optional() })
  const response = { 200: MyOrganisation }
  const schema = { tags: ['me'], summary: 'What my organisation pays', querystring, response }
  app.get('/me/organisation', { schema }, async request => {
    const id = callerOf(request).organisation ?? ''
    const period = request.query.period ?? periodOf(clock.now_ms(), siteOf(core).timezone)
    const view = await books.organisation(period, id)
    if (view === null) throw notFound('organisation', id)
    const { organisation, closing, ...month } = view
    return {
      ...{ id, name: organisation.name, period, ...month },
      closed: closing === null ? null : presentClosing(closing, contestRules(deps)),
    }
  })
}
