/** PUT /events/{id}: a training or a group, with the machines it is held on. */
import * as z from 'zod'
import { EventView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { seesAddresses } from '#server/contract/visibility.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { presentEvent } from '../reservations.ts'
import { Moment, SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  kind: z.enum(['training', 'group']),
  name: z.string().trim().min(1).max(200),
  machines: z.array(Slug).min(1).max(200),
  from: Moment,
  until: Moment,
  leader: Slug,
  members: z.array(Slug).max(1_000).default([]),
  guests: z.int().min(0).max(1_000).default(0),
  minors: z.boolean().default(false),
  qualification: Slug.nullable().default(null),
  organisation: Slug.nullable().default(null),
  pool: Slug.nullable().default(null),
  funder: z.string().trim().max(200).nullable().default(null),
  subsidy_cents: z.int().min(0).max(1e12).default(0),
})

export const putEvent: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['reservations'],
    summary: 'Plan a training or a group',
    params: SlugParam,
    body: Body,
    response: { 200: EventView },
  }
  app.put('/events/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { from, until, ...told } = request.body
    const { organisations, pools } = core.directory()
    if (!seesAddresses(user) && (told.pool !== null || told.funder !== null || told.subsidy_cents > 0)) {
      throw new HttpProblem(403, 'role-charges-nothing', { role: user.role })
    }
    if (told.organisation !== null && !organisations.has(told.organisation)) {
      throw unacceptable('body.organisation', 'no-organisation', { id: told.organisation })
    }
    if (told.pool !== null && !pools.has(told.pool)) throw unacceptable('body.pool', 'no-pool', { id: told.pool })
    const event = { id, ...told, from_ms: from, until_ms: until }
    await core.act({ entry: { type: 'event-put', event, by: signatureOf(user), at_ms: clock.now_ms() } })
    await audit(user, 'event-put', id, event.machines.join(', '))
    return presentEvent(event, user)
  })
}
