/** GET /works/pools: charges of this month that a cost can be offered to, by name alone: the floor sees no amounts. */
import * as z from 'zod'
import { todayOf } from '../members.ts'
import type { Route } from './route.ts'

const Named = z.object({ id: z.string(), name: z.string() })

export const workPools: Route = (app, { core, clock }) => {
  const schema = {
    tags: ['machines'],
    summary: 'Charges by name',
    response: { 200: z.object({ items: z.array(Named) }) },
  }
  app.get('/works/pools', { schema }, async () => {
    const month = todayOf(core, clock.now_ms()).slice(0, 7)
    const pools = [...core.directory().pools.values()].filter(
      ({ valid_from, valid_until }) => (valid_from ?? month) <= month && month <= (valid_until ?? month),
    )
    return { items: pools.map(({ id, name }) => ({ id, name })) }
  })
}
