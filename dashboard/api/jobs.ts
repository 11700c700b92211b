/** Work that is not waited for: asked with `Prefer: respond-async` (RFC 7240), followed under its id, found again by anyone. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { JobView, MonthChanges } from '#server/contract/jobs.ts'
import { ApiError, get, post, refused } from './client.ts'
import type { Page } from './pages.ts'

const LOOK_MS = 500
const LATER = { prefer: 'respond-async' }
/** A page may stand still for so long */
const SOON = { prefer: 'respond-async, wait=2' }

export const listJobs = () => get<Page<JobView>>('jobs')
/** `told` hears how far it is, where it takes long. */
export const getPreview = (month: string, told?: Told) => getComputed<PeriodPreview>(`periods/${month}/preview`, told)
export const getChanges = (month: string) => get<MonthChanges>(`periods/${month}/changes`)
export const seeMonth = (month: string) => post<MonthChanges>(`periods/${month}/seen`)

type Told = (job: JobView) => void
const nobody: Told = () => undefined

/** Resolves when it is done, on the server's word; rejects as the route itself would have. `told` hears the stage it is in. */
export async function work(path: string, body: unknown, told: Told = nobody): Promise<JobView | null> {
  const answer = await post<JobView | { state?: never }>(path, body, LATER)
  // A preference may be left aside: then it is done by now.
  return answer?.state === undefined ? null : followed(answer, told)
}

/** What is there at once, mostly; what takes longer becomes work that is followed, and is asked for again when it is done. */
export async function getComputed<T extends object>(path: string, told: Told = nobody): Promise<T> {
  const answer = await get<T | JobView>(path, {}, SOON)
  if (!('began' in answer && 'state' in answer)) return answer
  await followed(answer, told)
  return get<T>(path)
}

async function followed(first: JobView, told: Told): Promise<JobView> {
  for (let job = first; ; job = await get<JobView>(`jobs/${job.id}`)) {
    told(job)
    if (job.state === 'done') return job
    if (job.problem !== null) throw await refused(job.problem.status, job.problem)
    if (job.state !== 'running') throw new ApiError(503, null)
    await new Promise(next => setTimeout(next, LOOK_MS))
  }
}
