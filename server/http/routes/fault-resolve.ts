/** POST /faults/{id}/resolve: why it broke, what was done, what it cost. The machine still asks for `start-confirm` and a fresh badge. */
import * as z from 'zod'
import { FaultView } from '#server/contract/api.ts'
import { Cause, NewCost } from '#server/contract/care.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { refOf, unresolvedOr409, viewFault } from '../faults.ts'
import { callerOf } from '../plugins/authentication.ts'
import { FaultParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  resolution: z.string().trim().min(1).max(500),
  cause: Cause.default('other'),
  ...NewCost.shape,
})

export const resolveFault: Route = (app, deps) => {
  const { reads, core, clock } = deps
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
    const fault = await unresolvedOr409(reads, request.params.id)
    const { id, machine, station, code } = fault
    const { resolution: words, cause, ...cost } = request.body
    const resolution = { at_ms: clock.now_ms(), by, cause, words, cost }
    await core.act({ entry: { type: 'fault-resolved', fault: refOf(fault), resolution } })
    // one that ended by itself is explained afterwards: it must not end another of the same code that stands now
    if (fault.to_at_ms === null) await core.act({ station, action: { type: 'fault-resolve', code, by } })
    await audit(user, 'fault-resolve', String(id), `on ${machine}: ${words}`)
    return viewFault(id, user, deps)
  })
}
