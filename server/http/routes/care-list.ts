/** GET /care: what each machine asks for, how many hours it has run since, and when it falls due by date. */
import * as z from 'zod'
import { CareTaskView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { inUse } from '#server/domain/workshop.ts'
import { presentCare } from '../care.ts'
import { machineOr404 } from '../machines.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const listCare: Route = (app, deps) => {
  const { core, clock } = deps
  const schema = {
    tags: ['machines'],
    summary: 'Machine care by hours of running and by date',
    querystring: z.strictObject({ machine: Slug.optional() }),
    response: { 200: z.object({ items: z.array(CareTaskView) }) },
  }
  app.get('/care', { schema }, async request => {
    const { machine } = request.query
    const ids = (machine === undefined ? inUse(core.directory()) : [machineOr404(core, machine)]).map(one => one.id)
    const reader = { viewer: callerOf(request), names: await namesOf(deps), now_ms: clock.now_ms() }
    return { items: ids.flatMap(id => presentCare(id, core, reader)) }
  })
}
