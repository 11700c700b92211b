/** The page for the general assembly: past months under other rules, and who gains and who loses by them. */
import { useSignal } from '@preact/signals'
import type { Changes, IssuerView, PoolView, TariffView, WhatIfView } from '#server/contract/money.ts'
import { askWhatIf, listIssuers, listOrders, listPools, listTariffs } from '../../api/economy.ts'
import { listCategories, listOrganisations } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { named } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { driverOptions } from './forms.tsx'
import { centsOf, EconomyHead, eurosOf } from './head.tsx'
import { forWhom, namesIn, scopeOf, tariffPrices } from './terms.ts'
import { w } from './texts.ts'
import { type Names, Result } from './what-if-result.tsx'

type Rules = { tariffs: TariffView[]; pools: PoolView[]; issuers: IssuerView[]; names: Names }

async function rules(): Promise<Rules> {
  const [tariffs, pools, issuers, categories, orders, organisations] = await Promise.all([
    listTariffs(),
    listPools(),
    listIssuers(),
    listCategories(),
    listOrders(),
    listOrganisations(),
  ])
  const names = { category: namesIn(categories), order: namesIn(orders), organisation: namesIn(organisations) }
  return { tariffs, pools, issuers, names }
}

export function WhatIf() {
  const loaded = useLoad('what-if', () => named(rules()))
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
    const element = event.currentTarget as HTMLFormElement
    const form = new FormData(element)
    const unread = unreadIn(element)
    if (unread !== null) {
      error.value = w('form.not-money')
      unread.focus()
      return
    }
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
      {/* an answer never stands under rules that it is not about */}
      <form
        class="what-if"
        onSubmit={ask}
        onInput={() => {
          result.value = null
        }}
      >
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
      {result.value === null ? (
        <p class="hint">{w('if.nothing')}</p>
      ) : (
        <Result result={result.value} names={rules.names} />
      )}
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
                {tariffName(tariff, rules.names)} <small>{tariffPrices(tariff, poolName).join(', ')}</small>
              </span>
              <input
                name={`price/${tariff.id}`}
                inputMode="decimal"
                defaultValue={eurosOf(tariff.cents_per_hour)}
                aria-label={w('if.price-of', { name: tariffName(tariff, rules.names) })}
              />
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

/** A tariff has no name of its own: it is for some machines, and for somebody. */
const tariffName = (tariff: TariffView, names: Names): string =>
  `${scopeOf(tariff)} · ${forWhom(tariff.category, names.category)}`

/** An amount that cannot be read is not taken for one that stays. */
const unreadIn = (form: HTMLFormElement): HTMLInputElement | null =>
  [...form.elements].find(
    (each): each is HTMLInputElement => each instanceof HTMLInputElement && centsOf(each.value) === null,
  ) ?? null

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
