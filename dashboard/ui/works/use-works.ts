/** Long work as the server tells it, looked at again while any of it is on its way. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { JobView } from '#server/contract/jobs.ts'
import { refused } from '../../api/client.ts'
import { listIssuers } from '../../api/economy.ts'
import { listJobs } from '../../api/jobs.ts'

const LOOK_MS = 2_000

/** `why`: what it was refused for, in the reader's language. `issuer`: by name, whose it is where one alone is meant */
export type Work = JobView & { why: string | null; issuer: string | null }

/** None where the reader may not see it: it is beside what a page is about. */
export async function getWorks(): Promise<Work[]> {
  const { items } = await listJobs().catch(() => ({ items: [] as JobView[] }))
  const names = new Map(
    items.some(issuerOf) ? (await listIssuers().catch(() => [])).map(one => [one.id, one.name]) : [],
  )
  return Promise.all(
    items.map(async job => {
      const issuer = issuerOf(job)
      return { ...job, why: await whyOf(job), issuer: issuer === null ? null : (names.get(issuer) ?? issuer) }
    }),
  )
}
/** `2026-09 association`: what is about a month of one issuer says so. */
export const issuerOf = ({ about }: JobView): string | null => about.split(' ')[1] ?? null
async function whyOf({ problem }: JobView): Promise<string | null> {
  return problem === null || problem.status === 500 ? null : (await refused(problem.status, problem)).detail
}

/** Mails go on their way after the work that queued them is done. */
export const onItsWay = ({ state, delivery }: JobView): boolean =>
  state === 'running' || (delivery !== null && delivery.waiting > 0)

const newsOf = (works: readonly Work[]): string =>
  JSON.stringify(works.map(job => [job.id, onItsWay(job), job.delivery]))

/** `known`: as the page found them. `onNews` hears when one of them has ended, or another mail has gone. */
export function useWorks(known: readonly Work[], onNews: () => void = () => undefined): readonly Work[] {
  const works = useSignal(known)
  useEffect(() => {
    works.value = known
  }, [known])
  const busy = works.value.some(onItsWay)
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(async () => {
      const before = works.peek()
      const now = await getWorks()
      works.value = now.filter(job => before.some(({ id }) => id === job.id))
      if (newsOf(before) !== newsOf(works.peek())) onNews()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [busy])
  return works.value
}
