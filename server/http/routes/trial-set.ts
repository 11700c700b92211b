/** POST /trial: up to which month everything is computed beside the old way of counting, and nothing is issued. */
import { Trial } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const setTrial: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Run months on trial', body: Trial, response: { 200: Trial } }
  app.post('/trial', { schema }, async request => {
    const user = callerOf(request)
    const { until } = request.body
    await deps.core.act({ entry: { type: 'trial-set', until, by: signatureOf(user) } })
    await audit(user, 'trial-set', until ?? 'none')
    return { until }
  })
}
