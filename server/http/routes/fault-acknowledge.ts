/** POST /faults/{id}/acknowledge: somebody has seen it. */
import { FaultView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { faultOr404, viewFault } from '../faults.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { FaultParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const acknowledgeFault: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['faults'], summary: 'Acknowledge a fault', params: FaultParam, response: { 200: FaultView } }
  app.post('/faults/:id/acknowledge', { schema }, async request => {
    const user = callerOf(request)
    const { id, machine } = await faultOr404(deps.reads, request.params.id)
    if (!(await deps.writes.acknowledgeFault(id, signatureOf(user), deps.clock.now_ms()))) {
      throw new HttpProblem(409, 'fault-acknowledged-already', { id })
    }
    await audit(user, 'fault-acknowledge', String(id), `on ${machine}`)
    return viewFault(id, user, deps)
  })
}
