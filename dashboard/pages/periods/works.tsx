/** Long work under way and what became of it, for whoever left the page it was begun on. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { JobView } from '#server/contract/jobs.ts'
import { listJobs } from '../../api/jobs.ts'
import { clock } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { timezone } from '../../ui/session.ts'
import { Since } from '../../ui/since.tsx'
import { b } from './texts.ts'
import { dayWords, monthWords } from './words.ts'

const LOOK_MS = 2_000
/** What ended longer ago is no news. */
const NEWS_MS = 24 * 3_600_000
const STAGES = ['computing', 'writing'] as const

export const stageWords = ({ stage }: JobView): string =>
  b(`job.stage.${STAGES.find(one => one === stage) ?? 'computing'}`)

/** `known`: as the page found it. Nothing where there is nothing to say. */
export function Works({ known }: { known: readonly JobView[] }) {
  const jobs = useSignal(known)
  const running = jobs.value.some(({ state }) => state === 'running')
  useEffect(() => {
    if (!running) return
    const look = () =>
      listJobs().then(
        ({ items }) => {
          jobs.value = items
        },
        () => {},
      )
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [running])
  const news = jobs.value.filter(({ ended }) => ended === null || serverNow() - Date.parse(ended) < NEWS_MS)
  if (news.length === 0) return null
  return (
    <section class="works" aria-labelledby="works">
      <h2 id="works">{b('job.title')}</h2>
      <ul>
        {news.map(job => (
          <Work key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

function Work({ job }: { job: JobView }) {
  const [month = '', issuer] = job.about.split(' ')
  const about = `${/^\d{4}-\d{2}$/.test(month) ? monthWords(month) : month}${issuer === undefined ? '' : `, ${issuer}`}`
  return (
    <li data-state={job.state}>
      <b>{b(`job.${job.kind}`, { about })}</b>
      <span>
        {job.state === 'running' ? (
          <>
            {stageWords(job)} <Since at={job.began} />
          </>
        ) : (
          endWords(job)
        )}
      </span>
    </li>
  )
}

function endWords({ state, ended, kind, problem }: JobView): string {
  const at = ended ?? ''
  const when = `${dayWords(at)}, ${clock(Date.parse(at), language.value, timezone())}`
  if (state === 'interrupted') return b('job.interrupted', { when })
  if (state === 'failed') return b('job.failed', { when, why: problem?.detail ?? '' })
  return b(`job.done.${kind}`, { when })
}
