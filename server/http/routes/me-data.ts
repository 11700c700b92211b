/** GET /me/data: everything that is kept about me, to be read and taken elsewhere (RGPD art. 15 and 20). By the person, not by a token. */
import { auditOf } from '../audit.ts'
import { dataOf } from '../my-data.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { fileOf } from '../schemas.ts'
import type { Route } from './route.ts'

/** Each looks through the whole journal: nobody needs it more often. */
const LOOKS_PER_MINUTE_MAX = 6

export const myData: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['me'], summary: 'Everything kept about me, as a file', ...fileOf('application/json') }
  const limit = app.createRateLimit({
    ...{ max: LOOKS_PER_MINUTE_MAX, timeWindow: 60_000, keyGenerator: request => `data ${callerOf(request).id}` },
  })
  app.get('/me/data', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const looked = await limit(request)
    if (!looked.isAllowed && looked.isExceeded)
      throw new HttpProblem(429, 'too-many-attempts', { seconds: looked.ttlInSeconds })
    if (user.email === null) throw new HttpProblem(403, 'not-by-token')
    if (user.member === null) throw notFound('member', user.id)
    const data = await dataOf(user.member, deps)
    await audit(user, 'data-download', user.member)
    const name = `navette-${user.member}-${data.made_at.slice(0, 10)}.json`
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(data, null, 1))
  })
}
