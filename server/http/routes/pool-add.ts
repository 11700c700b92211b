/** POST /pools: a cost to be shared from a month on. */
import { NewPool, PoolView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { poolOf } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import type { Route } from './route.ts'

export const addPool: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Add a cost pool', body: NewPool, response: { 201: PoolView } }
  app.post('/pools', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const pool = poolOf(request.body, core.directory())
    if (core.directory().pools.has(pool.id)) throw new HttpProblem(409, 'pool-exists', { id: pool.id })
    await core.act({ entry: { type: 'pool-put', pool, by: signatureOf(user) } })
    await audit(user, 'pool-add', pool.id, `from ${pool.valid_from}`)
    return reply.code(201).send(pool)
  })
}
