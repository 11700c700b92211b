/** PUT /plan: the room's measures and zones; null takes the drawing back and leaves the machines where they stand. */
import * as z from 'zod'
import { PlanView, Room } from '#server/contract/plan.ts'
import { presentPlan } from '#server/present/plan.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ room: Room.nullable() })

export const setRoom: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['machines'], summary: 'Draw the room', body: Body, response: { 200: PlanView } }
  app.put('/plan', { schema }, async request => {
    const user = callerOf(request)
    const { room } = request.body
    await deps.core.act({ entry: { type: 'room-set', room, by: signatureOf(user) } })
    await audit(user, 'room-set', 'plan', room === null ? 'none' : `${room.width_cm} × ${room.depth_cm} cm`)
    return presentPlan(deps.core.directory())
  })
}
