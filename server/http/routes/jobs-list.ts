/** GET /jobs: the treasurer's long work, newest first. */
import { page } from '#server/contract/api.ts'
import { JobView } from '#server/contract/jobs.ts'
import { presentJob } from '../later.ts'
import type { Route } from './route.ts'

/** What anybody still asks about; it is kept for longer. */
const SHOWN_MAX = 20

export const listJobs: Route = (app, { jobs }) => {
  const schema = { tags: ['money'], summary: 'Long work', response: { 200: page(JobView) } }
  app.get('/jobs', { schema }, async () => ({ items: (await jobs.list(SHOWN_MAX)).map(presentJob), next: null }))
}
