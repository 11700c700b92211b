/** POST /stations/{id}/token: makes or rotates a station's own token, told once. The old one stops, the epoch rises. */
import * as z from 'zod'
import { StationToken } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound, unacceptable } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

/** `machine` is needed for a station that does not exist yet. */
const Body = z.object({ machine: Slug.optional() }).nullish()

export const stationToken: Route = (app, deps) => {
  const { core, writes, mqtt } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['stations'],
    summary: 'Make or rotate a station token',
    params: SlugParam,
    body: Body,
    response: { 201: StationToken },
  }
  app.post('/stations/:id/token', { schema }, async (request, reply) => {
    const { id } = request.params
    const { machines, stations } = core.directory()
    const machine = request.body?.machine ?? stations.get(id)?.machine
    if (machine === undefined) throw notFound('station', id)
    const facts = machines.get(machine)
    if (facts === undefined) throw unacceptable('body.machine', 'no-machine', { id: machine })
    if (facts.retired != null) throw unacceptable('body.machine', 'machine-retired', { id: machine })
    const other = [...stations.values()].find(station => station.machine === machine && station.id !== id)
    if (other !== undefined) throw new HttpProblem(409, 'station-taken', { machine, station: other.id })
    const { principal, token, badge_key, epoch } = await writes.addStationToken(id, machine)
    await audit(callerOf(request), 'station-token', id, `machine ${machine}, epoch ${epoch}`)
    return reply.code(201).send({ site: siteOf(core).site, station: id, principal, token, badge_key, mqtt })
  })
}
