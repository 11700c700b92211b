/** POST /machines/{id}/care: somebody has done it; its hours begin again at nothing. */
import * as z from 'zod'
import { CareTaskView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentCare } from '../care.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { stationOf } from '../stations.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ task: Slug, note: z.string().trim().max(500).default('') })

export const doneCare: Route = (app, deps) => {
  const { core, changed } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['machines'],
    summary: 'Note that a machine was cared for',
    params: SlugParam,
    body: Body,
    response: { 200: z.object({ items: z.array(CareTaskView) }) },
  }
  app.post('/machines/:id/care', { schema }, async request => {
    const user = callerOf(request)
    const machine = machineOr404(core, request.params.id)
    const { task, note } = request.body
    if (!(machine.care ?? []).some(({ id }) => id === task)) throw notFound('care-task', task)
    const station = stationOf(core, machine.id)
    if (station === null) throw new HttpProblem(409, 'no-station-counts', { id: machine.id })
    await core.act({ station, action: { type: 'care-done', task, by: signatureOf(user), note } })
    await audit(user, 'care-done', machine.id, note === '' ? task : `${task}: ${note}`)
    changed?.machine(machine.id)
    return { items: presentCare(machine, core) }
  })
}
