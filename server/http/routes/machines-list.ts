/** GET /machines: what each does now. Those out of use have a page of their own and are not among them. */
import { MachineView, page } from '#server/contract/api.ts'
import { inUse } from '#server/domain/workshop.ts'
import { presentMachine } from '#server/present/machine.ts'
import { picturesOf } from '../machines.ts'
import { pageById } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listMachines: Route = (app, deps) => {
  const schema = {
    tags: ['machines'],
    summary: 'All machines, as they are now',
    querystring: PageQuery,
    response: { 200: page(MachineView) },
  }
  app.get('/machines', { schema }, async request => {
    const { items, next } = pageById(inUse(deps.core.directory()), request.query)
    const [pictures, names] = await Promise.all([picturesOf(items, deps), namesOf(deps)])
    const now_ms = deps.clock.now_ms()
    return { items: pictures.map(picture => presentMachine(picture, callerOf(request), names, now_ms)), next }
  })
}
