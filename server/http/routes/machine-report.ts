/**
 * POST /machines/{id}/report: somebody beside the machine says what is wrong with it. Like the station's own button it opens a
 * `reported` fault: the relay is held as it is, the running session goes on, and the floor sees it.
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

const PAGE = 200
const Body = z.object({ what: z.string().trim().min(1).max(500) })

export const reportMachine: Route = (app, deps) => {
  const { core, reads, changed } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['machines'],
    summary: 'Report a fault',
    params: SlugParam,
    body: Body,
    response: { 200: MachineView },
  }
  app.post('/machines/:id/report', { schema }, async request => {
    const user = callerOf(request)
    const { id } = machineOr404(core, request.params.id)
    const station = stationOf(core, id)
    if (station === null) throw new HttpProblem(409, 'machine-without-station', { id })
    const { items } = await reads.faults({ open: true, machine: id, limit: PAGE, cursor: null })
    if (items.some(({ code }) => code === 'reported')) throw new HttpProblem(409, 'fault-reported-already', { id })
    const { what } = request.body
    await core.act({ station, action: { type: 'fault-report', by: signatureOf(user), what } })
    await audit(user, 'fault-report', id, what)
    changed?.machine(id)
    return viewMachine(id, user, deps)
  })
}
