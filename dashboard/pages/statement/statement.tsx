import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { PeriodPreview } from '#server/contract/api.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { listOrders } from '../../api/economy.ts'
import { getMembers } from '../../api/endpoints.ts'
import { getChanges, getPreview } from '../../api/jobs.ts'
import { listOrganisations } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { NotFound } from '../../ui/lost.tsx'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { WorkHere } from '../../ui/works/works.tsx'
import { PeriodStanding } from '../periods/standing.tsx'
import { Balance } from './balance.tsx'
import { Changes } from './changes.tsx'
import { Share } from './member-share.tsx'
import { PoolTable } from './pool-table.tsx'
import { isShared } from './sum.ts'
import { s } from './texts.ts'
import './statement.css'

/** `/periods` is this month's. */
export function ThisPeriod() {
  const { route } = useLocation()
  useEffect(() => route(`/periods/${monthOf(serverNow(), timezone())}`, true), [])
  return <Waiting height_rem={40} page />
}

export function Statement() {
  const asked = useRoute().params.month
  return isMonth(asked) ? <StatementOf key={asked} month={asked} /> : <NotFound />
}

function StatementOf({ month }: { month: Month }) {
  const work = useSignal<JobView | null>(null)
  // Together: what changed stands above the sheet and names sort it; neither may move it when it comes.
  const loaded = useLoad(month, async () => {
    const [preview, changes, members, orders, organisations] = await Promise.all([
      getPreview(month, job => {
        work.value = job
      }),
      getChanges(month).catch(() => null),
      // Names are a convenience: a role that may not list members still sees its statement.
      namesOf(getMembers()),
      namesOf(listOrders()),
      namesOf(listOrganisations()),
    ])
    return { preview, changes, names: { members, orders, organisations } }
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

type Names = ReadonlyMap<string, string>
type AllNames = { members: Names; orders: Names; organisations: Names }
type Named = { id: string; name?: string | undefined }
const namesOf = async (asked: Promise<readonly Named[]>): Promise<Names> => {
  const list = await asked.catch(() => [])
  return new Map(list.map(({ id, name }) => [id, name ?? id]))
}

type SheetProps = { preview: PeriodPreview; month: Month; names: AllNames }
function Sheet({ preview, month, names }: SheetProps) {
  if (preview.pools.length === 0 && preview.members.length === 0) {
    return <Notice title={t('statement.empty')} hint={t('statement.empty-hint')} />
  }
  const of = { month, pools: preview.pools }
  return (
    <>
      <Balance preview={preview} />
      <PoolTable preview={preview} />
      <Shares
        {...{ ...of, id: 'shares', accounts: preview.members, names: names.members }}
        title={isShared(preview) ? t('statement.members') : s('members-priced')}
      />
      <Shares
        {...{ ...of, id: 'orders', accounts: preview.orders, names: names.orders }}
        title={s('col.orders')}
        hint={s('orders-hint')}
      />
      <Shares
        {...{ ...of, id: 'organisations', accounts: preview.organisations, names: names.organisations }}
        title={t('statement.organisations-part')}
      />
    </>
  )
}

type Accounts = PeriodPreview['members'] | NonNullable<PeriodPreview['orders']>
type SharesProps = {
  month: Month
  pools: PeriodPreview['pools']
  id: string
  title: string
  hint?: string
  accounts: Accounts | undefined
  names: Names
}
function Shares({ id, title, hint, accounts = [], names, ...of }: SharesProps) {
  if (accounts.length === 0) return null
  const collator = new Intl.Collator(language.value)
  const named = accounts
    .map(account => ({ account, name: nameOf(account, names) }))
    .sort((a, b) => collator.compare(a.name, b.name))
  return (
    <section class="shares" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      <ul>
        {named.map(({ account, name }) => (
          <Share key={account.id} account={account} name={name} {...of} />
        ))}
      </ul>
    </section>
  )
}

const nameOf = (account: Accounts[number], names: Names): string =>
  ('name' in account ? account.name : undefined) ?? names.get(account.id) ?? account.id

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
