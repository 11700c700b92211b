/** POST /machines/{id}/care: somebody has done it; its hours begin again at nothing, and its months on that day. */
import * as z from 'zod'
import { NewCost } from '#server/contract/care.ts'
import { CareTaskView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { byName, presentCare } from '../care.ts'
import { machineOr404 } from '../machines.ts'
import { todayOf } from '../members.ts'
import { madeId } from '../money-facts.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { stationOf } from '../stations.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  task: Slug,
  note: z.string().trim().max(500).default(''),
  on: z.iso.date().optional(),
  /** `noted` as the reader saw it: what somebody noted since is told them, and nothing is noted twice */
  seen: z.string().max(64).nullable().optional(),
  ...NewCost.shape,
})

export const doneCare: Route = (app, deps) => {
  const { core, clock, changed } = deps
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
    const at_ms = clock.now_ms()
    const { task, note, on = todayOf(core, at_ms), seen, ...cost } = request.body
    const known = machine.care?.find(({ id }) => id === task)
    if (known === undefined) throw notFound('care-task', task)
    const station = stationOf(core, machine.id)
    if (station === null && known.every_h !== undefined)
      throw new HttpProblem(409, 'no-station-counts', { id: machine.id })
    const by = signatureOf(user)
    // by date in the directory, which needs no station; by hours in the fold of the station that counts them
    const done = { id: madeId('entretien'), on, at_ms, by, note, cost }
    const names = await namesOf(deps)
    const entry = { type: 'care-noted', machine: machine.id, task, done } as const
    await core.act({ entry: seen === undefined ? entry : { ...entry, seen } }).catch((failure: unknown) => {
      throw byName(failure, names)
    })
    if (station !== null) await core.act({ station, action: { type: 'care-done', task, by, note } })
    await audit(user, 'care-done', machine.id, note === '' ? task : `${task}: ${note}`)
    changed?.machine(machine.id)
    return { items: presentCare(machine.id, core, { viewer: user, names, now_ms: at_ms }) }
  })
}
