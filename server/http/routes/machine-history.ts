/** GET /machines/{id}/history: its repairs and the care it was given, newest first, and what they cost in all. */
import { MachineHistory } from '#server/contract/care.ts'
import { seesPeople } from '#server/contract/visibility.ts'
import { worksOf } from '#server/domain/care/offers.ts'
import { presentWork } from '../care.ts'
import { machineOr404 } from '../machines.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const machineHistory: Route = (app, deps) => {
  const { core } = deps
  const schema = {
    tags: ['machines'],
    summary: 'Repairs and care of a machine, with their cost',
    params: SlugParam,
    response: { 200: MachineHistory },
  }
  app.get('/machines/:id/history', { schema }, async request => {
    const viewer = callerOf(request)
    const { id } = machineOr404(core, request.params.id)
    const directory = core.directory()
    const works = worksOf(directory, id)
    const reader = { viewer, names: await namesOf(deps) }
    const sum = (of: 'parts_cents' | 'labour_cents') => works.reduce((cents, { cost }) => cents + cost[of], 0)
    return {
      works: works.map(work => presentWork(work, directory, reader)),
      faults: works.filter(({ kind }) => kind === 'repair').length,
      ...(seesPeople(viewer, 'books') ? { parts_cents: sum('parts_cents'), labour_cents: sum('labour_cents') } : {}),
    }
  })
}
