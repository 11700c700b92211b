/** The month against its costs: what came in, what is missing, and the price that would bring it in. */
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { MonthOverview } from '#server/contract/money.ts'
import { getOverview } from '../../api/economy.ts'
import { monthName, percent } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { saveSpreadsheet } from '../../ui/spreadsheet.ts'
import { balanceLines, restOf } from './csv.ts'
import { EconomyHead, hours, money } from './head.tsx'
import { w } from './texts.ts'

/** `/economy` is this month's. */
export function ThisMonth() {
  const { route } = useLocation()
  useEffect(() => route(`/economy/${monthOf(serverNow(), timezone())}`, true), [])
  return <Waiting height_rem={40} page />
}

export function Overview() {
  const asked = useRoute().params.month
  return isMonth(asked) ? <OverviewOf key={asked} month={asked} /> : <Notice page title={t('app.not-found')} />
}

function OverviewOf({ month }: { month: Month }) {
  const overview = useLoad(month, () => getOverview(month))
  return (
    <article class="economy">
      <EconomyHead title={w('month.title')} of={monthName(month, language.value)}>
        <MonthStepper month={month} href={each => `/economy/${each}`} />
      </EconomyHead>
      {overview.is === 'failed' ? (
        <Failure error={overview.error} again={overview.again} />
      ) : overview.value === null ? (
        <Waiting height_rem={30} />
      ) : overview.value.issuers.length === 0 ? (
        <Notice title={w('month.empty')} hint={w('month.empty-hint')} />
      ) : (
        <>
          {overview.value.trial ? <p class="trial">{w('month.trial')}</p> : null}
          {overview.value.elapsed > 0 && overview.value.elapsed < 1 ? (
            <p class="hint">{w('month.elapsed', { rate: percent(overview.value.elapsed, language.value) })}</p>
          ) : null}
          {overview.value.issuers.map(issuer => (
            <Issuer key={issuer.issuer} issuer={issuer} />
          ))}
          <Further overview={overview.value} />
        </>
      )}
    </article>
  )
}

/** Where the figures come from, what they are called, and the way to take them along. */
const Further = ({ overview }: { overview: MonthOverview }) => (
  <>
    <div class="economy-acts">
      {me.value && mayGo(me.value.role, 'statements') ? (
        <a class="button-quiet" href={`/periods/${overview.period}`}>
          {w('month.statement')}
        </a>
      ) : null}
      <button
        type="button"
        class="button-quiet"
        onClick={() => saveSpreadsheet(`${w('month.title')}_${overview.period}`, balanceLines(overview))}
      >
        {w('funders.csv')}
      </button>
    </div>
    <details class="means asks">
      <summary>{w('month.means')}</summary>
      <dl>
        {WORDS.map(([word, means]) => (
          <div key={word}>
            <dt>{w(word)}</dt>
            <dd>{w(means)}</dd>
          </div>
        ))}
      </dl>
    </details>
  </>
)
const WORDS = [
  ['month.gross', 'month.means-gross'],
  ['month.subsidy', 'month.means-subsidy'],
  ['month.earned', 'month.means-earned'],
  ['month.missing', 'month.means-missing'],
  ['month.self-financing', 'month.means-rate'],
  ['month.hour-needed', 'month.means-hour'],
] as const

type IssuerMonth = MonthOverview['issuers'][number]
const rate = (value: number): string => percent(value / 100, language.value)

function Issuer({ issuer }: { issuer: IssuerMonth }) {
  return (
    <section class="issuer" aria-labelledby={issuer.issuer}>
      <h2 id={issuer.issuer}>
        <bdi>{issuer.name}</bdi> <small>{w(`billing.${issuer.billing}`)}</small>
      </h2>
      <Gauge issuer={issuer} />
      <p class="verdict">{verdictOf(issuer)}</p>
      <p>
        {issuer.self_financing_percent === null
          ? null
          : issuer.target_percent === null
            ? w('month.rate', { rate: rate(issuer.self_financing_percent) })
            : w('month.rate-target', {
                rate: rate(issuer.self_financing_percent),
                target: rate(issuer.target_percent),
              })}
      </p>
      {issuer.missing_cents === 0 || issuer.needed_cents_per_hour === null ? null : (
        <p>
          {w('month.hour', { money: money(issuer.needed_cents_per_hour), hours: hours(issuer.charged_running_ms) })}{' '}
          {issuer.needed_factor_thousandths === null
            ? null
            : w('month.factor', { change: changeOf(issuer.needed_factor_thousandths) })}
        </p>
      )}
    </section>
  )
}

function verdictOf({ missing_cents, target_percent }: IssuerMonth): string {
  if (missing_cents > 0)
    return w(target_percent === null ? 'month.short' : 'month.short-target', { money: money(missing_cents) })
  return w(target_percent === null ? 'month.reached' : 'month.reached-target')
}

const changeOf = (thousandths: number): string => {
  const change = percent(thousandths / 1_000 - 1, language.value)
  return thousandths >= 1_000 ? `+${change}` : change
}

/** One length of cloth as long as the month cost: what was paid, what is subsidised, and the bare rest. */
function Gauge({ issuer }: { issuer: IssuerMonth }) {
  const { earned_cents, subsidy_cents, gross_cents, target_cents, target_percent } = issuer
  const whole = Math.max(gross_cents, earned_cents + subsidy_cents, 1)
  const rest_cents = restOf(issuer)
  const target_at = target_percent === null ? null : target_cents / whole
  const said = { earned: money(earned_cents), subsidy: money(subsidy_cents), gross: money(gross_cents) }
  return (
    <div class="gauge">
      <div class="gauge-cloth" role="img" aria-label={w('month.gauge', said)}>
        <span class="gauge-earned" style={{ flexGrow: Math.max(0, earned_cents) }} />
        <span class="gauge-subsidy" style={{ flexGrow: subsidy_cents }} />
        <span class="gauge-rest" style={{ flexGrow: rest_cents }} />
        {target_at === null ? null : <i style={{ insetInlineStart: `${Math.min(1, target_at) * 100}%` }} />}
      </div>
      <dl>
        <Figure sign="gauge-earned" label={w('month.earned')} cents={earned_cents} />
        <Figure sign="gauge-subsidy" label={w('month.subsidy')} cents={subsidy_cents} />
        <Figure sign="gauge-rest" label={w('month.missing')} cents={rest_cents} />
        <Figure label={w('month.gross')} cents={gross_cents} />
      </dl>
    </div>
  )
}

const Figure = ({ sign, label, cents }: { sign?: string; label: string; cents: number }) => (
  <div>
    <dt>
      {sign === undefined ? null : <span class={`gauge-key ${sign}`} aria-hidden="true" />}
      {label}
    </dt>
    <dd>{money(cents)}</dd>
  </div>
)
