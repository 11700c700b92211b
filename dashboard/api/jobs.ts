/** Work that is not waited for: asked with `Prefer: respond-async` (RFC 7240), followed under its id, found again by anyone. */
import type { JobView, MonthChanges } from '#server/contract/jobs.ts'
import { ApiError, get, post, refused } from './client.ts'
import type { Page } from './pages.ts'

const LOOK_MS = 500
const LATER = { prefer: 'respond-async' }

export const listJobs = () => get<Page<JobView>>('jobs')
export const getChanges = (month: string) => get<MonthChanges>(`periods/${month}/changes`)
export const seeMonth = (month: string) => post<MonthChanges>(`periods/${month}/seen`)

/** Resolves when it is done, on the server's word; rejects as the route itself would have. `told` hears the stage it is in. */
export async function work(path: string, body: unknown, told: (job: JobView) => void = () => undefined): Promise<void> {
  const answer = await post<JobView | { state?: never }>(path, body, LATER)
  // A preference may be left aside: then it is done by now.
  if (answer?.state === undefined) return
  for (let job: JobView = answer; ; job = await get<JobView>(`jobs/${job.id}`)) {
    told(job)
    if (job.state === 'done') return
    if (job.problem !== null) throw await refused(job.problem.status, job.problem)
    if (job.state !== 'running') throw new ApiError(503, null)
    await new Promise(next => setTimeout(next, LOOK_MS))
  }
}
