/** A year's settlement: advances by provisional tariff against the share of what the year really cost. */
import { useLocation } from 'preact-iso'
import type { SettlementView } from '#server/contract/money.ts'
import { getYear, listIssuers } from '../../api/economy.ts'
import { monthName } from '../../i18n/format.ts'
import { language, titled } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { monthOf } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { EconomyHead, hours, money } from './head.tsx'
import { n } from './means-texts.ts'

type Issuer = SettlementView['issuers'][number]
type Payer = Issuer['payers'][number]

const ask = async (year: string) => {
  const [settlement, issuers] = await Promise.all([getYear(year), listIssuers()])
  return { settlement, names: new Map(issuers.map(({ id, name }) => [id, name])) }
}

/** `?year=` looks back. */
export function Years() {
  const { query } = useLocation()
  const current = Number(monthOf(serverNow(), timezone()).slice(0, 4))
  const asked = Number(query.year)
  const year = Number.isInteger(asked) && asked >= 2000 && asked < current ? asked : current
  const found = useLoad(String(year), () => ask(String(year)))
  return (
    <article class="economy">
      <EconomyHead title={n('year.title')} of={String(year)}>
        <Stepper year={year} last={current} />
        <p class="hint">{n('year.lead')}</p>
      </EconomyHead>
      {found.is === 'failed' ? (
        <Failure error={found.error} again={found.again} />
      ) : found.value === null ? (
        <Waiting height_rem={40} />
      ) : found.value.settlement.issuers.length === 0 ? (
        <Notice title={n('year.none')} hint={n('year.none-hint')} />
      ) : (
        <>
          <ToInvoices settlement={found.value.settlement} />
          {found.value.settlement.issuers.map(issuer => (
            <OfIssuer
              key={issuer.issuer}
              issuer={issuer}
              name={found.value?.names.get(issuer.issuer) ?? issuer.issuer}
            />
          ))}
        </>
      )}
    </article>
  )
}

/** Due, a year is billed like a month: all issuers of it at once. */
const ToInvoices = ({ settlement: { year, issuers } }: { settlement: SettlementView }) =>
  issuers.some(({ provisional_until }) => provisional_until !== null) ? null : (
    <p>
      <a class="button" href={`/invoices/drafts/${year}`}>
        {n('year.invoices')}
      </a>
    </p>
  )

const Stepper = ({ year, last }: { year: number; last: number }) => (
  <div class="stepper">
    <a class="button-bare" href={`/economy/years?year=${year - 1}`} aria-label={n('year.previous')}>
      <Icon sign="left" />
    </a>
    {/* it keeps its place in the present year */}
    {year < last ? (
      <a class="button-bare" href={`/economy/years?year=${year + 1}`} aria-label={n('year.next')}>
        <Icon sign="right" />
      </a>
    ) : (
      <span class="button-bare stepper-end" aria-hidden="true" />
    )}
  </div>
)

function OfIssuer({ issuer, name }: { issuer: Issuer; name: string }) {
  const { provisional_until, so_far } = issuer
  return (
    <section class="issuer" aria-labelledby={issuer.issuer}>
      <h2 id={issuer.issuer}>
        <bdi>{name}</bdi>
      </h2>
      {provisional_until === null ? (
        <>
          <Verdict cents={issuer.balance_cents} provisional={false} />
          <Sums of={issuer} provisional={false} />
        </>
      ) : so_far === null ? (
        <p class="hint">{n('year.too-early', { month: nameOf(provisional_until) })}</p>
      ) : (
        <>
          <SoFar of={so_far} until={provisional_until} />
          <Sums of={so_far} provisional />
        </>
      )}
    </section>
  )
}

const nameOf = (month: string): string => monthName(month, language.value)

/**
 * Before a year is due its whole counts costs to come and no payments to come. What one wants to know is where it stands: what would be given
 * back or asked for if it ended here, and that this will move.
 */
function SoFar({ of: { from, through, balance_cents }, until }: { of: NonNullable<Issuer['so_far']>; until: string }) {
  const over = through === until
  return (
    <>
      {over ? null : <p>{n('year.if-ended', { month: nameOf(through) })}</p>}
      <Verdict cents={balance_cents} provisional />
      <p class="hint">
        {n(over ? 'year.unclosed' : 'year.moves', { month: nameOf(until) })}{' '}
        {from === through ? null : n('year.counted', { from: nameOf(from), to: nameOf(through) })}
      </p>
    </>
  )
}

const Verdict = ({ cents, provisional }: { cents: number; provisional: boolean }) => (
  <p class="verdict">
    {cents === 0 ? n('year.even') : titled(n(sumWords(cents, provisional)), money(Math.abs(cents)))}
  </p>
)

type Sums = Pick<Issuer, 'costs_cents' | 'cooperative_cents' | 'share_cents' | 'advance_cents' | 'payers'>
function Sums({ of, provisional }: { of: Sums; provisional: boolean }) {
  const { payers } = of
  return (
    <>
      <dl class="facts">
        <Fact name={n(provisional ? 'year.costs-so-far' : 'year.costs')} cents={of.costs_cents} />
        <Fact name={n('year.cooperative')} cents={of.cooperative_cents} />
        <Fact name={n('year.shares')} cents={of.share_cents} />
        <Fact name={n('year.advances')} cents={of.advance_cents} />
      </dl>
      {payers.length === 0 ? (
        <p class="hint">{n('year.nobody')}</p>
      ) : (
        <Payers payers={payers} provisional={provisional} />
      )}
    </>
  )
}

const Fact = ({ name, cents }: { name: string; cents: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{money(cents)}</dd>
  </div>
)

const sumWords = (cents: number, provisional: boolean) =>
  provisional ? (cents > 0 ? 'year.would-owe' : 'year.would-back') : cents > 0 ? 'year.owed' : 'year.back'

const balanceWords = (cents: number): string =>
  cents === 0 ? n('year.nothing') : n(cents > 0 ? 'year.pays' : 'year.gets', { money: money(Math.abs(cents)) })

const wayOf = (cents: number): 'pays' | 'gets' => (cents > 0 ? 'pays' : 'gets')

type PayersProps = { payers: readonly Payer[]; provisional: boolean }
const Payers = ({ payers, provisional }: PayersProps) => (
  <ul class="settlement">
    {payers
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
      .map(one => (
        <li key={`${one.payer.kind} ${one.payer.id}`}>
          <details>
            <summary>
              <bdi>{one.name}</bdi>{' '}
              <b data-way={provisional ? 'later' : wayOf(one.balance_cents)}>{balanceWords(one.balance_cents)}</b>
              <small>
                {n('year.advance')} {money(one.advance_cents)} · {n('year.share')} {money(one.share_cents)}
              </small>
              {one.unused_packs.map(({ sale, name, left_ms, cents }) => (
                <small key={sale}>{n('year.unused', { name, time: hours(left_ms), money: money(cents) })}</small>
              ))}
            </summary>
            <Months payer={one} />
          </details>
        </li>
      ))}
  </ul>
)

const Months = ({ payer }: { payer: Payer }) => (
  <table>
    <caption class="sr">{n('year.months')}</caption>
    <thead>
      <tr>
        <th scope="col">{n('year.month')}</th>
        <th scope="col" class="number">
          {n('year.advance')}
        </th>
        <th scope="col" class="number">
          {n('year.share')}
        </th>
      </tr>
    </thead>
    <tbody>
      {payer.months.map(month => (
        <tr key={month.period}>
          <th scope="row">{monthName(month.period, language.value)}</th>
          <td class="number" data-label={n('year.advance')}>
            {money(month.advance_cents)}
          </td>
          <td class="number" data-label={n('year.share')}>
            {money(month.share_cents)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
