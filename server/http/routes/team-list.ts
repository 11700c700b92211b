/** GET /team: whom a fault can be given to. */
import * as z from 'zod'
import { TeamView } from '#server/contract/care.ts'
import { teamOf } from '../team.ts'
import type { Route } from './route.ts'

export const listTeam: Route = (app, deps) => {
  const schema = { tags: ['faults'], summary: 'The team', response: { 200: z.object({ items: z.array(TeamView) }) } }
  app.get('/team', { schema }, async () => ({ items: await teamOf(deps) }))
}
