/**
 * POST /machines/{id}/lockout: nobody starts it any more, and an open session ends. It inhibits the next start and never cuts a
 * running cycle; it does not replace unplugging and padlocking before maintenance (contract §1, Safety).
 */
import * as z from 'zod'
import { MachineView } from '#server/contract/api.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { viewMachine } from '../machine-view.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { stationOf } from '../stations.ts'
import type { Route } from './route.ts'

const Body = z.object({ why: z.string().trim().min(1).max(500) })

export const lockMachine: Route = (app, deps) => {
  const { core, clock, changed } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['machines'],
    summary: 'Lock a machine out',
    params: SlugParam,
    body: Body,
    response: { 200: MachineView },
  }
  app.post('/machines/:id/lockout', { schema }, async request => {
    const user = callerOf(request)
    const { id } = machineOr404(core, request.params.id)
    if (core.directory().locks.has(id)) throw new HttpProblem(409, 'locked-out-already', { id })
    const act = { type: 'lockout', by: signatureOf(user), why: request.body.why } as const
    // the directory refuses the next badge; the station's own fold ends the session that is open
    await core.act({ entry: { ...act, machine: id, at_ms: clock.now_ms() } })
    const station = stationOf(core, id)
    if (station !== null) await core.act({ station, action: act })
    await audit(user, 'lockout', id, request.body.why)
    changed?.machine(id)
    return viewMachine(id, user, deps)
  })
}
