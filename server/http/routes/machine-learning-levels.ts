/**
 * PUT /machines/{id}/learning/levels: levels set by figures, where nobody teaches or a lesson is not enough. As with an adopted lesson
 * the profile gets a new version, or the machine a profile of its own, and sessions that are open go on with the version they began with.
 */
import { LevelsByHand, ProfileVersion } from '#server/contract/learning.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const setLevels: Route = (app, deps) => {
  const { core, learning, changed } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['learning'],
    summary: "Set a machine's levels by figures",
    params: SlugParam,
    body: LevelsByHand,
    response: { 200: ProfileVersion },
  }
  app.put('/machines/:id/learning/levels', { schema }, async request => {
    const user = callerOf(request)
    const { levels, why } = request.body
    const machine = machineOr404(core, request.params.id)
    const version = await learning.set(machine, levels, why === '' ? null : why, signatureOf(user))
    await audit(user, 'profile-set', machine.id, `${version.id}@${version.version}`)
    changed?.machine(machine.id)
    return version
  })
}
