/** What an organisation sees of itself: what it pays and why, what is left, what worked for it. Nobody by name (design, rule 10). */
import { useLocation } from 'preact-iso'
import type { MyOrganisation } from '#server/contract/organisation.ts'
import { getMyOrganisation } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { sayKind } from '../../i18n/slugs.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { hours, money } from '../economy/head.tsx'
import { MyInvoices } from '../invoices/mine.tsx'
import { dayWords } from '../periods/words.ts'
import { g } from './texts.ts'
import '../me/my-month.css'
import './organisation.css'

/** `?month=` looks back. */
export function OrganisationPage() {
  const { query } = useLocation()
  const current = monthOf(serverNow(), timezone())
  const month = isMonth(query.month) && query.month < current ? query.month : current
  const found = useLoad(month, () => getMyOrganisation(month))
  return (
    <article class="my-month organisation">
      <header class="month-head">
        <h1>
          {t('nav.my-organisation')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={each => (each === current ? '/organisation' : `/organisation?month=${each}`)}>
          <button type="button" class="button-bare" aria-label={g('print')} onClick={() => print()}>
            <Icon sign="print" />
          </button>
        </MonthStepper>
        <p class="hint">{g('lead')}</p>
      </header>
      {found.is === 'failed' ? (
        <Failure error={found.error} again={found.again} />
      ) : found.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <OfMonth mine={found.value} whole={month !== current} />
          <MyInvoices />
        </>
      )}
    </article>
  )
}

function OfMonth({ mine, whole }: { mine: MyOrganisation; whole: boolean }) {
  return (
    <>
      <p class="organisation-name">
        <bdi>{mine.name}</bdi>
      </p>
      <section class="so-far" aria-labelledby="so-far">
        <h2 id="so-far">{g(whole ? 'whole' : 'so-far')}</h2>
        <p class="so-far-total">{money(mine.total_cents)}</p>
        <p class="so-far-use">{standingOf(mine)}</p>
      </section>
      {mine.limit === null && mine.budget === null ? null : (
        <div class="allowances">
          {mine.limit === null ? null : <Allowance title={g('limit')} of={mine.limit} />}
          {mine.budget === null ? null : <Allowance title={g('budget')} of={mine.budget} />}
        </div>
      )}
      <section aria-labelledby="lines">
        <h2 id="lines">{g('lines')}</h2>
        {mine.lines.length === 0 ? <p class="hint">{g('lines-none')}</p> : null}
        <ul class="my-lines">
          {mine.lines.map((line, i) => (
            <li key={i}>
              <span>
                <bdi>{line.label}</bdi>
                {line.adjusts === undefined ? null : <small>{g('adjusts', { month: monthWords(line.adjusts) })}</small>}
              </span>{' '}
              <b>{money(line.cents)}</b>
            </li>
          ))}
        </ul>
      </section>
      <Kinds kinds={mine.kinds} />
    </>
  )
}

const monthWords = (month: Month): string => monthName(month, language.value)

function standingOf({ closed }: MyOrganisation): string {
  if (closed === null) return g('open')
  const date = dayWords(closed.at)
  return serverNow() < Date.parse(closed.contest_until)
    ? g('closed', { date, until: dayWords(closed.contest_until) })
    : g('closed-final', { date })
}

/** A length of cloth as long as what may be spent, cut where it is spent. */
function Allowance({ title, of }: { title: string; of: NonNullable<MyOrganisation['limit']> }) {
  const { cents, spent_cents, left_cents } = of
  const share = cents === 0 ? 100 : Math.min(100, Math.max(0, (spent_cents / cents) * 100))
  const said = g(left_cents < 0 ? 'over' : 'left', { money: money(Math.abs(left_cents)), whole: money(cents) })
  return (
    <section class="allowance" data-over={left_cents <= 0}>
      <h2>{title}</h2>
      <p>
        <b>{said}</b>
      </p>
      <div class="allowance-cloth" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <p class="hint">{g('spent', { money: money(spent_cents) })}</p>
    </section>
  )
}

const Kinds = ({ kinds }: { kinds: MyOrganisation['kinds'] }) => (
  <section aria-labelledby="kinds">
    <h2 id="kinds">{g('kinds')}</h2>
    {kinds.length === 0 ? (
      <p class="hint">{g('kinds-none')}</p>
    ) : (
      <table aria-labelledby="kinds">
        <thead>
          <tr>
            <th scope="col">{g('kind')}</th>
            <th scope="col" class="number">
              {g('running')}
            </th>
            <th scope="col" class="number">
              {g('sessions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(one => (
            <tr key={one.kind}>
              <th scope="row">{sayKind(one.kind)}</th>
              <td class="number">{hours(one.running_ms)}</td>
              <td class="number">{one.sessions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)
