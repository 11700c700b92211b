import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { PeriodPreview } from '#server/contract/api.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { getMembers } from '../../api/endpoints.ts'
import { getChanges, getPreview } from '../../api/jobs.ts'
import { monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { WorkHere } from '../../ui/works/works.tsx'
import { PeriodStanding } from '../periods/standing.tsx'
import { Balance } from './balance.tsx'
import { Changes } from './changes.tsx'
import { MemberShare } from './member-share.tsx'
import { PoolTable } from './pool-table.tsx'
import './statement.css'

/** `/periods` is this month's. */
export function ThisPeriod() {
  const { route } = useLocation()
  useEffect(() => route(`/periods/${monthOf(serverNow(), timezone())}`, true), [])
  return <Waiting height_rem={40} page />
}

export function Statement() {
  const asked = useRoute().params.month
  return isMonth(asked) ? <StatementOf key={asked} month={asked} /> : <Notice page title={t('app.not-found')} />
}

function StatementOf({ month }: { month: Month }) {
  const work = useSignal<JobView | null>(null)
  // Together: what changed stands above the sheet and names sort it; neither may move it when it comes.
  const loaded = useLoad(month, async () => {
    const [preview, changes, members] = await Promise.all([
      getPreview(month, job => {
        work.value = job
      }),
      getChanges(month).catch(() => null),
      // Names are a convenience: a role that may not list members still sees its statement.
      getMembers().catch(() => []),
    ])
    return { preview, changes, names: new Map(members.map(({ id, name }) => [id, name])) }
  })
  return (
    <article class="statement">
      <MonthNav month={month} onClosed={loaded.again} />
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Awaited job={work.value} />
      ) : (
        <>
          {loaded.value.changes === null ? null : <Changes key={month} month={month} told={loaded.value.changes} />}
          <Sheet preview={loaded.value.preview} month={month} names={loaded.value.names} />
        </>
      )}
      <EvidenceDrawer />
    </article>
  )
}

/** What takes long says so, and how far it is. */
const Awaited = ({ job }: { job: JobView | null }) =>
  job === null ? (
    <Waiting height_rem={40} />
  ) : (
    <div class="statement-awaited">
      <WorkHere job={job} />
    </div>
  )

function Sheet({ preview, month, names }: { preview: PeriodPreview; month: Month; names: Map<string, string> }) {
  if (preview.pools.length === 0 && preview.members.length === 0) {
    return <Notice title={t('statement.empty')} hint={t('statement.empty-hint')} />
  }
  const nameOf = (member: PeriodPreview['members'][number]) => member.name ?? names.get(member.id) ?? member.id
  const collator = new Intl.Collator(language.value)
  const members = [...preview.members].sort((a, b) => collator.compare(nameOf(a), nameOf(b)))
  return (
    <>
      <Balance preview={preview} />
      <PoolTable preview={preview} />
      <section class="shares" aria-labelledby="shares">
        <h2 id="shares">{t('statement.members')}</h2>
        <ul>
          {members.map(member => (
            <MemberShare key={member.id} member={member} name={nameOf(member)} month={month} />
          ))}
        </ul>
      </section>
    </>
  )
}

function MonthNav({ month, onClosed }: { month: Month; onClosed: () => void }) {
  return (
    <header class="month-head">
      <h1>
        {t('statement.title')} <span>{monthName(month, language.value)}</span>
      </h1>
      <MonthStepper month={month} href={each => `/periods/${each}`}>
        <button type="button" class="button-bare" aria-label={t('statement.print')} onClick={() => print()}>
          <Icon sign="print" />
        </button>
      </MonthStepper>
      <PeriodStanding month={month} onClosed={onClosed} />
    </header>
  )
}
