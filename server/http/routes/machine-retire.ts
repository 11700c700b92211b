/**
 * POST /machines/{id}/retire and /return: a machine goes out of use (it was sold, it is lent for good) and comes back. Its sessions,
 * repairs, months and invoices stay; its station may serve another machine. Nobody is taken by surprise: not while somebody is at
 * it, and not before what was booked there is cancelled.
 */
import { WorkshopView } from '#server/contract/workshop.ts'
import { broughtBack } from '#server/domain/out-of-use.ts'
import { localDate } from '#server/domain/time.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { siteOf } from '../site.ts'
import { presentWorkshop } from '../workshop.ts'
import type { Route } from './route.ts'

export const retireMachine: Route = (app, deps) => {
  const { core, clock, changed } = deps
  const audit = auditOf(deps)
  const schema = (summary: string) => ({
    tags: ['machines'],
    summary,
    params: SlugParam,
    response: { 200: WorkshopView },
  })

  app.post('/machines/:id/retire', { schema: schema('Take a machine out of use') }, async request => {
    const user = callerOf(request)
    const { id, retired } = machineOr404(core, request.params.id)
    const now_ms = clock.now_ms()
    if (retired != null) throw new HttpProblem(409, 'machine-retired', { id })
    const change = { retired: localDate(now_ms, siteOf(core).timezone) }
    await core.act({ entry: { type: 'machine-changed', machine: id, change, by: signatureOf(user) }, unneeded: id })
    await audit(user, 'machine-retire', id)
    changed?.machine(id)
    return presentWorkshop(core.directory())
  })

  app.post('/machines/:id/return', { schema: schema('Bring a machine back into use') }, async request => {
    const user = callerOf(request)
    const machine = machineOr404(core, request.params.id)
    const { id } = machine
    if (machine.retired == null) throw new HttpProblem(409, 'machine-not-retired', { id })
    const change = broughtBack(machine, localDate(clock.now_ms(), siteOf(core).timezone))
    await core.act({ entry: { type: 'machine-changed', machine: id, change, by: signatureOf(user) } })
    await audit(user, 'machine-return', id)
    changed?.machine(id)
    return presentWorkshop(core.directory())
  })
}
