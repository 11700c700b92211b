/** The page for the general assembly: past months under other rules, and who gains and who loses by them. */
import { useSignal } from '@preact/signals'
import type { Changes, IssuerView, PoolView, TariffView, WhatIfView } from '#server/contract/money.ts'
import { askWhatIf, listIssuers, listPools, listTariffs } from '../../api/economy.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { driverOptions } from './forms.tsx'
import { centsOf, difference, EconomyHead, eurosOf, money } from './head.tsx'
import { tariffPrices } from './terms.ts'
import { w } from './texts.ts'

type Rules = { tariffs: TariffView[]; pools: PoolView[]; issuers: IssuerView[] }

async function rules(): Promise<Rules> {
  const [tariffs, pools, issuers] = await Promise.all([listTariffs(), listPools(), listIssuers()])
  return { tariffs, pools, issuers }
}

export function WhatIf() {
  const loaded = useLoad('what-if', rules)
  return (
    <article class="economy">
      <EconomyHead title={w('if.title')} />
      <p class="hint">{w('if.hint')}</p>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Asking rules={loaded.value} />
      )}
    </article>
  )
}

function Asking({ rules }: { rules: Rules }) {
  const last = addMonths(monthOf(serverNow(), timezone()), -1)
  const result = useSignal<WhatIfView | null>(null)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const ask = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    busy.value = true
    error.value = null
    try {
      result.value = await askWhatIf(String(form.get('from')), String(form.get('to')), changesOf(form, rules))
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <>
      <form class="what-if" onSubmit={ask}>
        <Months name="from" label={w('if.from')} last={last} />
        <Months name="to" label={w('if.to')} last={last} />
        <Terms rules={rules} />
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <button type="submit" class="button" disabled={busy.value}>
          {w('if.ask')}
        </button>
      </form>
      {result.value === null ? <p class="hint">{w('if.nothing')}</p> : <Result result={result.value} />}
    </>
  )
}

const MONTHS_BACK = 24
const Months = ({ name, label, last }: { name: string; label: string; last: Month }) => (
  <label class="field">
    <span>{label}</span>
    <select name={name}>
      {Array.from({ length: MONTHS_BACK }, (_, i) => addMonths(last, 1 - i)).map(month => (
        <option key={month} value={month} selected={month === last}>
          {monthName(month, language.value)}
        </option>
      ))}
    </select>
  </label>
)

const BILLINGS = ['share', 'tariff', 'provisional'] as const

function Terms({ rules }: { rules: Rules }) {
  const pools = rules.pools.filter(pool => pool.driver !== 'area' && pool.driver !== 'weights')
  const poolName = new Map(rules.pools.map(pool => [pool.id, pool.name]))
  const simple = rules.tariffs.filter(tariff => tariff.components == null)
  return (
    <>
      <fieldset>
        <legend>{w('if.issuers')}</legend>
        {rules.issuers.map(issuer => (
          <label class="what-if-row" key={issuer.id}>
            <bdi>{issuer.name}</bdi>
            <select name={`billing/${issuer.id}`}>
              {BILLINGS.map(billing => (
                <option key={billing} value={billing} selected={billing === issuer.billing}>
                  {w(`billing.${billing}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{w('if.pools')}</legend>
        {pools.map(pool => (
          <div class="what-if-row" key={pool.id}>
            <bdi>{pool.name}</bdi>
            <input
              name={`amount/${pool.id}`}
              inputMode="decimal"
              defaultValue={eurosOf(pool.amount_cents)}
              aria-label={w('if.amount-of', { name: pool.name })}
            />
            <select name={`driver/${pool.id}`} aria-label={w('if.driver-of', { name: pool.name })}>
              {driverOptions().map(({ id, name }) => (
                <option key={id} value={id} selected={id === pool.driver}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        ))}
      </fieldset>
      {simple.length === 0 ? null : (
        <fieldset>
          <legend>{w('if.tariffs')}</legend>
          {simple.map(tariff => (
            <label class="what-if-row" key={tariff.id}>
              <span>
                {tariff.id} <small>{tariffPrices(tariff, poolName).join(', ')}</small>
              </span>
              <input
                name={`price/${tariff.id}`}
                inputMode="decimal"
                defaultValue={eurosOf(tariff.cents_per_hour)}
                aria-label={w('if.price-of', { name: tariff.id })}
              />
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

/** Only what differs from today's rules is asked. */
function changesOf(form: FormData, { tariffs, pools, issuers }: Rules): Changes {
  const billings: NonNullable<Changes['billing']> = {}
  const amounts: NonNullable<Changes['pools']> = {}
  const prices: NonNullable<Changes['tariffs']> = {}
  const said = (name: string): string => String(form.get(name) ?? '')
  for (const { id, billing } of issuers) {
    const wanted = BILLINGS.find(one => one === said(`billing/${id}`))
    if (wanted !== undefined && wanted !== billing) billings[id] = wanted
  }
  for (const pool of pools) {
    const driver = driverOptions().find(one => one.id === said(`driver/${pool.id}`))?.id
    const amount_cents = centsOf(said(`amount/${pool.id}`))
    const changed = {
      ...(driver !== undefined && driver !== pool.driver ? { driver } : {}),
      ...(amount_cents !== null && amount_cents !== pool.amount_cents ? { amount_cents } : {}),
    }
    if (Object.keys(changed).length > 0) amounts[pool.id] = changed
  }
  for (const tariff of tariffs) {
    const cents_per_hour = centsOf(said(`price/${tariff.id}`))
    if (cents_per_hour !== null && cents_per_hour !== tariff.cents_per_hour) prices[tariff.id] = { cents_per_hour }
  }
  return { billing: billings, pools: amounts, tariffs: prices }
}

type Row = { key: string; label: string; before_cents: number; after_cents: number; delta_cents: number }

function Result({ result }: { result: WhatIfView }) {
  const categories = result.categories.map(one => ({
    ...one,
    key: one.category,
    label: `${categoryName(one.category)} · ${w('if.people', { count: one.members })}`,
  }))
  const sums = [
    { ...result.total, key: 'total', label: w('if.total') },
    { ...result.cooperative, key: 'cooperative', label: w('if.cooperative') },
  ]
  const people = [
    ...(result.members ?? []).map(one => ({ ...one, key: one.id, label: one.name })),
    ...(result.others ?? []).map(one => ({ ...one, key: one.id, label: one.id })),
  ].sort((a, b) => a.delta_cents - b.delta_cents)
  return (
    <section class="what-if-result" aria-live="polite">
      <p class="verdict">{w('if.summary', { gain: result.gain, lose: result.lose, same: result.same })}</p>
      <Moves rows={[...categories, ...sums]} label={w('if.category')} />
      {people.length === 0 ? null : (
        <details>
          <summary>{w('if.names')}</summary>
          <Moves rows={people} label={w('if.category')} />
        </details>
      )}
    </section>
  )
}

const categoryName = (category: string): string =>
  category === '' ? w('if.none') : category === '(few)' ? w('if.few') : category

function Moves({ rows, label }: { rows: Row[]; label: string }) {
  const most = Math.max(1, ...rows.map(row => Math.abs(row.delta_cents)))
  return (
    <table class="moves">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" class="number">
            {w('if.before')}
          </th>
          <th scope="col" class="number">
            {w('if.after')}
          </th>
          <th scope="col" class="number">
            {w('if.delta')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            <th scope="row">
              <bdi>{row.label}</bdi>
              <span class="move" data-way={row.delta_cents > 0 ? 'more' : 'less'} aria-hidden="true">
                <i style={{ inlineSize: `${(Math.abs(row.delta_cents) / most) * 50}%` }} />
              </span>
            </th>
            <td class="number" data-label={w('if.before')}>
              {money(row.before_cents)}
            </td>
            <td class="number" data-label={w('if.after')}>
              {money(row.after_cents)}
            </td>
            <td class="number" data-label={w('if.delta')}>
              <b>{difference(row.delta_cents)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
