/** GET /plan: the room, its zones, and where each machine stands. */
import { PlanView } from '#server/contract/plan.ts'
import { presentPlan } from '#server/present/plan.ts'
import type { Route } from './route.ts'

export const plan: Route = (app, { core }) => {
  const schema = { tags: ['machines'], summary: 'The floor plan', response: { 200: PlanView } }
  app.get('/plan', { schema }, async () => presentPlan(core.directory()))
}
