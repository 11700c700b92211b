/**
 * POST /machines/{id}/learning/adopt: the levels become a new version of the machine's profile, or a profile of its own. It is a
 * journal entry; sessions that are open go on with the version they began with.
 */
import { ProfileLevels, ProfileVersion } from '#server/contract/learning.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const adoptLearning: Route = (app, deps) => {
  const { core, learning, changed } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['learning'],
    summary: 'Adopt levels for a machine',
    params: SlugParam,
    body: ProfileLevels,
    response: { 200: ProfileVersion },
  }
  app.post('/machines/:id/learning/adopt', { schema }, async request => {
    const user = callerOf(request)
    const machine = machineOr404(core, request.params.id)
    const version = await learning.adopt(machine, request.body, signatureOf(user))
    await audit(user, 'profile-adopt', machine.id, `${version.id}@${version.version}`)
    changed?.machine(machine.id)
    return version
  })
}
