/** PUT /plan/places: where these machines stand; null takes one off the plan, and whoever is not named stays. All or none. */
import * as z from 'zod'
import { Place, PlanView } from '#server/contract/plan.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentPlan } from '#server/present/plan.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ places: z.record(Slug, Place.nullable()) })

export const setPlaces: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['machines'], summary: 'Place machines on the plan', body: Body, response: { 200: PlanView } }
  app.put('/plan/places', { schema }, async request => {
    const user = callerOf(request)
    const places = Object.entries(request.body.places).map(([machine, place]) => ({ machine, place }))
    await deps.core.act({ entry: { type: 'places-set', places, by: signatureOf(user) } })
    await audit(user, 'places-set', places.map(({ machine }) => machine).join(', ') || 'none')
    return presentPlan(deps.core.directory())
  })
}
