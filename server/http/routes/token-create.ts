/** POST /tokens: a token for a script or a wall screen, told once. Nobody gives away more than they have. */
import * as z from 'zod'
import { NewApiToken, Role } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentToken } from '../api-tokens.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { Moment } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.object({
  name: z.string().trim().min(1).max(100),
  role: Role.optional(),
  member: Slug.nullable().optional(),
  organisation: Slug.nullable().optional(),
  expires: Moment.nullable().optional(),
})

export const createToken: Route = (app, deps) => {
  const { auth, core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['sign-in'], summary: 'Make an API token', body: Body, response: { 201: NewApiToken } }
  app.post('/tokens', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { name, role = user.role, expires = null } = request.body
    const { member = role === user.role ? user.member : null } = request.body
    const { organisation = role === user.role ? user.organisation : null } = request.body
    if (
      user.role !== 'manager' &&
      (role !== user.role || member !== user.member || organisation !== user.organisation)
    ) {
      throw new HttpProblem(403, 'token-for-oneself')
    }
    if (role === 'member' && member === null) throw unacceptable('body.member', 'member-needed-for-role')
    if (member !== null && member !== user.member && !core.directory().members.has(member)) {
      throw unacceptable('body.member', 'no-member', { id: member })
    }
    if (role === 'organisation' && organisation === null)
      throw unacceptable('body.organisation', 'organisation-needed-for-role')
    if (organisation !== null && !core.directory().organisations.has(organisation)) {
      throw unacceptable('body.organisation', 'no-organisation', { id: organisation })
    }
    if (expires !== null && expires <= clock.now_ms()) throw unacceptable('body.expires', 'expired-already')
    const { token, row } = auth.createToken({
      name,
      role,
      member,
      organisation,
      created_by: user.id,
      expires_at_ms: expires,
    })
    await audit(user, 'token-create', row.id, `${name}, role ${role}`)
    return reply.code(201).send({ token, row: presentToken(row) })
  })
}
