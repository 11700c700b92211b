/**
 * POST /me/badges/{id}/block: "I lost it". One's own, and only to block: giving it back to its owner is for somebody who sees the card
 * and the person (`POST /badges/{id}/block`). Another's does not exist.
 */
import { MemberBadge } from '#server/contract/people.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentMemberBadge } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { BadgeParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const blockMyBadge: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['me'], summary: 'Block a badge I lost', params: BadgeParam, response: { 200: MemberBadge } }
  app.post('/me/badges/:id/block', { schema }, async request => {
    const user = callerOf(request)
    const badge = core.directory().badges.get(request.params.id)
    if (badge === undefined || badge.member !== user.member) throw notFound('badge', request.params.id)
    await core.act({ entry: { type: 'badge-blocked', badge: badge.badge, blocked: true, by: signatureOf(user) } })
    await audit(user, 'badge-block', badge.badge.slice(0, 16), 'lost')
    return presentMemberBadge({ ...badge, blocked: true })
  })
}
