/** POST /faults/{id}/acknowledge: somebody has seen it. */
import { FaultView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { refOf, unresolvedOr409, viewFault } from '../faults.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { FaultParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const acknowledgeFault: Route = (app, deps) => {
  const { reads, core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['faults'], summary: 'Acknowledge a fault', params: FaultParam, response: { 200: FaultView } }
  app.post('/faults/:id/acknowledge', { schema }, async request => {
    const user = callerOf(request)
    const fault = await unresolvedOr409(reads, request.params.id)
    const { id, machine } = fault
    if (fault.acknowledged_at_ms !== null) throw new HttpProblem(409, 'fault-acknowledged-already', { id })
    const signed = { by: signatureOf(user), at_ms: clock.now_ms() }
    await core.act({ entry: { type: 'fault-acknowledged', fault: refOf(fault), ...signed } })
    await audit(user, 'fault-acknowledge', String(id), `on ${machine}`)
    return viewFault(id, user, deps)
  })
}
