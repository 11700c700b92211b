/** GET /me/month: one's own statement, of the current month or of `period`. */
import * as z from 'zod'
import { MyMonth } from '#server/contract/api.ts'
import { periodOf } from '#server/domain/time.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Period } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const myMonth: Route = (app, { preview, core, clock }) => {
  const querystring = z.strictObject({ period: Period.optional() })
  const schema = { tags: ['me'], summary: 'My statement of a month', querystring, response: { 200: MyMonth } }
  app.get('/me/month', { schema }, async request => {
    const { member } = callerOf(request)
    const period = request.query.period ?? periodOf(clock.now_ms(), siteOf(core).timezone)
    if (member === null) return { period, statement: null }
    const { members } = await preview(period)
    return { period, statement: members.find(({ id }) => id === member) ?? null }
  })
}
