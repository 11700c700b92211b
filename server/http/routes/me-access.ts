/** GET /me/access: which machines I could start now, and what stands in the way of the others. */
import * as z from 'zod'
import { AccessView } from '#server/contract/people.ts'
import { accessOf } from '../access.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const myAccess: Route = (app, { core, clock }) => {
  const schema = {
    tags: ['me'],
    summary: 'What I may start now',
    response: { 200: z.object({ items: z.array(AccessView) }) },
  }
  app.get('/me/access', { schema }, async request => {
    const { member } = callerOf(request)
    if (member === null) return { items: [] }
    const machines = [...core.directory().machines.values()]
    return { items: machines.map(machine => accessOf(machine, member, core, clock.now_ms())) }
  })
}
