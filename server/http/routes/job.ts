/** GET /jobs/{id}: what work that was left is doing, or what became of it. */
import * as z from 'zod'
import { JobView } from '#server/contract/jobs.ts'
import { presentJob } from '../later.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'

export const job: Route = (app, { jobs }) => {
  const params = z.object({ id: z.uuid() })
  const schema = { tags: ['money'], summary: 'One long work', params, response: { 200: JobView } }
  app.get('/jobs/:id', { schema }, async request => {
    const found = await jobs.get(request.params.id)
    if (found === null) throw notFound('job', request.params.id)
    return presentJob(found)
  })
}
