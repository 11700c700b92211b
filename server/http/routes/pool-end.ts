/** POST /pools/{id}/end: the last month in which it counts. */
import { EndPool, PoolView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const endPool: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'End a cost pool',
    params: SlugParam,
    body: EndPool,
    response: { 200: PoolView },
  }
  app.post('/pools/:id/end', { schema }, async request => {
    const user = callerOf(request)
    const present = core.directory().pools.get(request.params.id)
    if (present === undefined) throw notFound('pool', request.params.id)
    const pool = { ...present, valid_until: request.body.valid_until }
    await core.act({ entry: { type: 'pool-put', pool, by: signatureOf(user) } })
    await audit(user, 'pool-end', pool.id, `after ${pool.valid_until}`)
    return pool
  })
}
