/**
 * PUT /machines/{id}: what a machine is, who may start it, and when a session at it ends by itself. What is left out stays; one not
 * there yet is made. Sessions that are open go on with the rules they began with.
 */
import { MachineSetting, WorkshopView } from '#server/contract/workshop.ts'
import { ruled } from '#server/domain/learning/adopt.ts'
import { defaultProfile } from '#server/domain/metering/untaught.ts'
import { changedMachine, type MachineChange, sampleOf_ms } from '#server/domain/workshop.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import { presentWorkshop } from '../workshop.ts'
import type { Route } from './route.ts'

export const changeMachine: Route = (app, deps) => {
  const { core, changed, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    ...{ tags: ['machines'], summary: 'Add or change a machine', params: SlugParam, body: MachineSetting },
    response: { 200: WorkshopView },
  }
  app.put('/machines/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { rules, ...facts } = request.body
    const before = core.directory().machines.get(id)
    const change = withSample(given(facts) as MachineChange, before?.sensor)
    const by = signatureOf(user)
    if (before === undefined || Object.keys(change).length > 0) {
      const { profile } = changedMachine(before, id, change)
      const untaught = defaultProfile()
      const needed = profile === untaught.id && !core.directory().profiles.has(profile) ? { profile: untaught } : {}
      await core.act({ entry: { type: 'machine-changed', machine: id, change, ...needed, by } })
    }
    const machine = core.directory().machines.get(id)
    if (rules !== undefined && machine !== undefined) {
      const entry = ruled(core.directory(), machine, given(rules), { by, at_ms: clock.now_ms() })
      if (entry !== null) await core.act({ entry })
    }
    await audit(user, before === undefined ? 'machine-add' : 'machine-change', id, Object.keys(request.body).join(', '))
    changed?.machine(id)
    return presentWorkshop(core.directory())
  })
}

/** A station with another meter tells of itself at another pace. */
function withSample(change: MachineChange, before: MachineChange['sensor']): MachineChange {
  const { sensor } = change
  return sensor === undefined || sensor === before ? change : { ...change, sample_ms: sampleOf_ms(sensor) }
}
