/** POST /badges: gives a card to a member, or changes until when and in which hours it holds. */
import * as z from 'zod'
import { BadgeView } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { dayIsOver } from '#server/domain/who/passes.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentBadge } from '../badges.ts'
import { memberOr404 } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { BadgeParam, Moment } from '../schemas.ts'
import type { Route } from './route.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const Body = z.strictObject({
  badge: BadgeParam.shape.id,
  member: Slug,
  pass: z.enum(['trial', 'day', 'pass']).optional(),
  valid_from: Moment.nullable().default(null),
  valid_until: Moment.nullable().default(null),
  hours: z
    .array(z.object({ days: z.array(z.int().min(1).max(7)).min(1), from: Clock, to: Clock }))
    .min(1)
    .max(20)
    .optional(),
})

export const enrolBadge: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Give a card to a member', body: Body, response: { 201: BadgeView } }
  app.post('/badges', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { badge: id, member, pass, valid_from, valid_until, hours } = request.body
    memberOr404(core, member)
    if (valid_from !== null && valid_until !== null && valid_until <= valid_from) {
      throw unacceptable('body.valid_until', 'valid-until-before-from')
    }
    const held = core.directory().badges.get(id)
    const now_ms = clock.now_ms()
    const lent = held !== undefined && held.member !== member && dayIsOver(held, now_ms)
    const badge = {
      ...{ badge: id, member, blocked: held?.blocked ?? false },
      ...{ valid_from_ms: valid_from ?? (lent ? now_ms : null), valid_until_ms: valid_until },
      ...(pass === undefined ? {} : { pass }),
      ...(hours === undefined ? {} : { hours }),
    }
    await core.act({ entry: { type: 'badge-put', badge, by: signatureOf(user) } })
    await audit(user, 'badge-enrol', id.slice(0, 16), `to ${member}`)
    return reply.code(201).send(presentBadge(badge))
  })
}
