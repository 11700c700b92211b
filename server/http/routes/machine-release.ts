/** POST /machines/{id}/release: takes a lockout back. It is not a reset and energises nothing (contract §1, Safety). */
import { MachineView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { viewMachine } from '../machine-view.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { stationOf } from '../stations.ts'
import type { Route } from './route.ts'

export const releaseMachine: Route = (app, deps) => {
  const { core, clock, changed } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['machines'], summary: 'Release a lockout', params: SlugParam, response: { 200: MachineView } }
  app.post('/machines/:id/release', { schema }, async request => {
    const user = callerOf(request)
    const { id } = machineOr404(core, request.params.id)
    if (!core.directory().locks.has(id)) throw new HttpProblem(409, 'not-locked-out', { id })
    const act = { type: 'release', by: signatureOf(user) } as const
    await core.act({ entry: { ...act, machine: id, at_ms: clock.now_ms() } })
    const station = stationOf(core, id)
    if (station !== null) await core.act({ station, action: act })
    await audit(user, 'release', id)
    changed?.machine(id)
    return viewMachine(id, user, deps)
  })
}
