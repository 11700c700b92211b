/** POST /faults/{id}/assign: who takes care of it. They are told by mail (docs/care.md); null takes it back. */
import * as z from 'zod'
import { FaultView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { refOf, unresolvedOr409, viewFault } from '../faults.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { FaultParam } from '../schemas.ts'
import { teamOf } from '../team.ts'
import type { Route } from './route.ts'

/** A signature: a member's id, or an account's own. */
const Body = z.strictObject({ to: z.string().min(1).max(100).nullable() })

export const assignFault: Route = (app, deps) => {
  const { reads, core, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['faults'],
    summary: 'Give a fault to somebody of the team',
    params: FaultParam,
    body: Body,
    response: { 200: FaultView },
  }
  app.post('/faults/:id/assign', { schema }, async request => {
    const user = callerOf(request)
    const { to } = request.body
    if (to !== null && !(await teamOf(deps)).some(({ id }) => id === to))
      throw unacceptable('body.to', 'not-of-the-team')
    const fault = await unresolvedOr409(reads, request.params.id)
    const signed = { by: signatureOf(user), at_ms: clock.now_ms() }
    await core.act({ entry: { type: 'fault-assigned', fault: refOf(fault), to, ...signed } })
    await audit(user, 'fault-assign', String(fault.id), to === null ? 'to nobody' : `to ${to}`)
    return viewFault(fault.id, user, deps)
  })
}
