/** POST /badges/{id}/block: a lost badge opens nothing any more; `blocked: false` takes it back. */
import * as z from 'zod'
import { BadgeView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentBadge } from '../badges.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { BadgeParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.object({ blocked: z.boolean().default(true) }).nullish()

export const blockBadge: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['people'],
    summary: 'Block or unblock a badge',
    params: BadgeParam,
    body: Body,
    response: { 200: BadgeView },
  }
  app.post('/badges/:id/block', { schema }, async request => {
    const user = callerOf(request)
    const badge = core.directory().badges.get(request.params.id)
    if (badge === undefined) throw notFound('badge', request.params.id)
    const blocked = request.body?.blocked ?? true
    await core.act({ entry: { type: 'badge-blocked', badge: badge.badge, blocked, by: signatureOf(user) } })
    await audit(user, blocked ? 'badge-block' : 'badge-unblock', badge.badge.slice(0, 16), `of ${badge.member}`)
    return presentBadge(core.directory().badges.get(badge.badge) ?? { ...badge, blocked })
  })
}
