/** Long work under way and what became of it, for whoever left the page it was begun on. */
import type { JobView } from '#server/contract/jobs.ts'
import { ofMonth, ofWords } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth } from '../../time/zone.ts'
import { sayMoment } from '../say-day.ts'
import { Since } from '../since.tsx'
import { w } from './texts.ts'
import { issuerOf, onItsWay, useWorks, type Work } from './use-works.ts'

/** What ended longer ago is no news. */
const NEWS_MS = 24 * 3_600_000

/** `known`: as the page found them. Nothing where there is nothing to say. */
export function Works({ known }: { known: readonly Work[] }) {
  const news = useWorks(known).filter(isNews)
  if (news.length === 0) return null
  return (
    <section class="works" aria-labelledby="works">
      <h2 id="works">{w('title')}</h2>
      <ul>
        {news.map(job => (
          <li key={job.id} data-state={job.state}>
            <a href={pageOf(job)}>{w(job.kind, { of: aboutWords(job) })}</a>
            <WorkNow job={job} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A month that has been computed is looked at, not told about. */
export function isNews(job: Work): boolean {
  if (onItsWay(job)) return true
  const fresh = job.ended !== null && serverNow() - Date.parse(job.ended) < NEWS_MS
  return fresh && !(job.kind === 'preview' && job.state === 'done')
}

/** Where one goes on with it. */
function pageOf(job: Work): string {
  const { kind, about } = job
  const [period = ''] = about.split(' ')
  const issuer = issuerOf(job)
  if (kind === 'issue') return `/invoices/drafts/${period}`
  if (kind !== 'send') return `/periods/${period}`
  const month = isMonth(period) ? [`month=${period}`] : []
  return `/books?${[...month, ...(issuer === null ? [] : [`issuer=${encodeURIComponent(issuer)}`])].join('&')}`
}

export function aboutWords({ about, issuer }: Work): string {
  const [period = ''] = about.split(' ')
  const of = isMonth(period) ? ofMonth(period, language.value) : ofWords(period, language.value)
  return issuer === null ? of : `${of}, ${issuer}`
}

/** What it is doing and how much of that is done; or what became of it. */
export function WorkNow({ job }: { job: Work }) {
  if (job.state !== 'running')
    return (
      <p class="work-now">
        <span>{endWords(job)}</span>
        {job.delivery === null || job.delivery.waiting === 0 ? null : <Bar job={job} share={postedShare(job)} />}
      </p>
    )
  return (
    <p class="work-now">
      <span>
        {stageWords(job)} <Since at={job.began} />
      </span>
      <Bar job={job} share={job.kind === 'issue' ? null : job.share} />
    </p>
  )
}

/** In the dialog it was begun in: one may go, it is found again. */
export const WorkHere = ({ job }: { job: JobView | null }) => (
  <div role="status">
    {job === null ? null : (
      <>
        <WorkNow job={{ ...job, why: null, issuer: null }} />
        <p class="hint">{w('leave')}</p>
      </>
    )}
  </div>
)

/** Moves by itself where nothing can be counted. */
function Bar({ job, share }: { job: Work; share: JobView['share'] }) {
  const label = w(job.kind, { of: aboutWords(job) })
  return share === null ? (
    <progress aria-label={label} />
  ) : (
    <progress aria-label={label} value={share.done} max={share.of} />
  )
}

const postedShare = ({ delivery }: JobView): JobView['share'] =>
  delivery === null
    ? null
    : { done: delivery.sent + delivery.back, of: delivery.sent + delivery.back + delivery.waiting }

const STAGES = ['reading', 'computing', 'writing'] as const

export function stageWords({ kind, stage, share }: JobView): string {
  if (kind === 'issue' && share !== null) return w('stage.numbering', { count: share.of })
  const doing = w(`stage.${STAGES.find(one => one === stage) ?? 'computing'}`)
  return share === null ? doing : `${doing} ${w('step', { step: share.done + 1, of: share.of })}`
}

function endWords(job: Work): string {
  const { state, ended, kind, why } = job
  const when = sayMoment(ended ?? job.began)
  if (state === 'interrupted') return w(`cut.${kind}`, { when })
  if (state === 'failed') return why === null ? w('failed-unknown', { when }) : w('failed', { when, why })
  if (kind === 'send') {
    // Queued is no news any more once all of it has gone
    const queued = job.delivery === null || onItsWay(job) ? [w('done.send', { when })] : []
    return [...queued, ...postedWords(job)].join(' ')
  }
  if (kind !== 'issue') return w(`done.${kind}`, { when })
  const issued = countIn(job, 'issued')
  return issued === null ? w('done.issued', { when }) : w('done.issue', { count: issued, when })
}

function postedWords(job: Work): string[] {
  if (job.delivery === null) return []
  const { waiting, sent, back } = job.delivery
  const all = sent + back + waiting
  const left = countIn(job, 'unsendable') ?? 0
  return [
    waiting === 0 ? w('posted.all', { count: sent }) : w('posted.some', { count: sent, all }),
    ...(back === 0 ? [] : [w('posted.back', { count: back })]),
    ...(left === 0 ? [] : [w('left', { count: left })]),
  ]
}

/** Of what it came to; null where a restart has taken that along. */
function countIn({ result }: JobView, name: string): number | null {
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, name) : null
  return typeof value === 'number' ? value : null
}
