/** GET /faults: newest first. */

import * as z from 'zod'
import { FaultView, page } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentFault } from '#server/present/trouble.ts'
import { mapPage } from '../paging.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Flag, PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listFaults: Route = (app, deps) => {
  const querystring = z.strictObject({ ...PageQuery.shape, open: Flag.optional(), machine: Slug.optional() })
  const schema = { tags: ['faults'], summary: 'Faults', querystring, response: { 200: page(FaultView) } }
  app.get('/faults', { schema }, async request => {
    const { open, machine, limit, cursor } = request.query
    const [rows, names] = await Promise.all([
      deps.reads.faults({ open, machine, limit, cursor: cursor ?? null }),
      namesOf(deps),
    ])
    return mapPage(rows, fault => presentFault(fault, callerOf(request), names))
  })
}
