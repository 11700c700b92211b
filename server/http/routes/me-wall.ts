/** PUT /me/wall: whether walls that name people may name me. Only oneself can say so, and needs to give no reason (RGPD, art. 21). */
import * as z from 'zod'
import { WallView } from '#server/contract/wall.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { memberOr404 } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { presentWall } from '../wall.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ named: z.boolean() })

export const putMyWall: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['me'], summary: 'Be named on walls, or not', body: Body, response: { 200: WallView } }
  app.put('/me/wall', { schema }, async request => {
    const user = callerOf(request)
    const { member } = user
    if (member === null) throw unacceptable('body', 'member-needed')
    const off_wall = !request.body.named
    const members = [{ ...memberOr404(core, member), off_wall }]
    await core.act({ entry: { type: 'members-put', members, badges: [], by: signatureOf(user) } })
    await audit(user, off_wall ? 'off-wall' : 'on-wall', member)
    return presentWall(core.directory(), user)
  })
}
