/** POST /faults/{id}/resolve: what was done about it. The machine still asks for `start-confirm` and a fresh badge. */
import * as z from 'zod'
import { FaultView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { faultOr404, viewFault } from '../faults.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { FaultParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.object({ resolution: z.string().trim().min(1).max(500) })

export const resolveFault: Route = (app, deps) => {
  const { reads, writes, core, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['faults'],
    summary: 'Resolve a fault',
    params: FaultParam,
    body: Body,
    response: { 200: FaultView },
  }
  app.post('/faults/:id/resolve', { schema }, async request => {
    const user = callerOf(request)
    const by = signatureOf(user)
    const { id, machine, station, code } = await faultOr404(reads, request.params.id)
    const { resolution } = request.body
    if (!(await writes.resolveFault(id, by, resolution, clock.now_ms()))) {
      throw new HttpProblem(409, 'fault-resolved-already', { id })
    }
    await core.act({ station, action: { type: 'fault-resolve', code, by } })
    await audit(user, 'fault-resolve', String(id), `on ${machine}: ${resolution}`)
    return viewFault(id, user, deps)
  })
}
