/** The page for the general assembly: past months under other rules, and who gains and who loses by them. */
import { useSignal } from '@preact/signals'
import type { Changes, IssuerView, PoolView, TariffView, WhatIfView } from '#server/contract/money.ts'
import { askWhatIf, listIssuers, listOrders, listPools, listTariffs } from '../../api/economy.ts'
import { listCategories, listOrganisations } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { named } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, isMonth, type Month, monthOf } from '../../time/zone.ts'
import { Choice, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { Form, Refusal, Said, Send, useField } from '../../ui/form/form.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { Options } from '../../ui/options.tsx'
import { timezone } from '../../ui/session.ts'
import { driverOptions } from './forms.tsx'
import { centsOf, EconomyHead, eurosOf } from './head.tsx'
import { forWhom, holdsIn, namesIn, scopeOf, tariffPrices } from './terms.ts'
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
  const span = useSignal({ from: last, to: last })
  const ask = async (form: FormData) => {
    result.value = await askWhatIf(textOf(form, 'from'), textOf(form, 'to'), changesOf(form, rules))
  }
  return (
    <>
      {/* an answer never stands under rules that it is not about */}
      <Form
        class="what-if"
        check={unreadIn}
        onSend={ask}
        onInput={(name, value) => {
          result.value = null
          if (isMonth(value) && (name === 'from' || name === 'to')) span.value = { ...span.peek(), [name]: value }
        }}
      >
        <Months name="from" label={w('if.from')} last={last} />
        <Months name="to" label={w('if.to')} last={last} />
        <Terms rules={heldIn(rules, span.value)} />
        <Refusal />
        <Send action={w('if.ask')} />
      </Form>
      {result.value === null ? (
        <p class="hint">{w('if.nothing')}</p>
      ) : (
        <Result result={result.value} names={rules.names} />
      )}
    </>
  )
}

const MONTHS_BACK = 24
const Months = ({ name, label, last }: { name: string; label: string; last: Month }) => {
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => addMonths(last, 1 - i))
  const options = months.map(month => ({ id: month, name: monthName(month, language.value) }))
  return <Choice name={name} label={label} options={options} value={last} />
}

/** What ended before these months, or begins after them, moves nothing in them: it is not asked. */
const heldIn = (rules: Rules, { from, to }: { from: Month; to: Month }): Rules => ({
  ...rules,
  tariffs: rules.tariffs.filter(tariff => holdsIn(tariff, from, to)),
  pools: rules.pools.filter(pool => holdsIn(pool, from, to)),
})

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
          <div class="what-if-row" key={issuer.id}>
            <bdi>{issuer.name}</bdi>
            <Pick
              name={`billing/${issuer.id}`}
              label={w('if.billing-of', { name: issuer.name })}
              value={issuer.billing}
              options={BILLINGS.map(id => ({ id, name: w(`billing.${id}`) }))}
            />
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend>{w('if.pools')}</legend>
        {pools.map(pool => (
          <div class="what-if-row" key={pool.id}>
            <bdi>{pool.name}</bdi>
            <Amount
              name={`amount/${pool.id}`}
              cents={pool.amount_cents}
              label={w('if.amount-of', { name: pool.name })}
            />
            <Pick
              name={`driver/${pool.id}`}
              label={w('if.driver-of', { name: pool.name })}
              value={pool.driver}
              options={driverOptions()}
            />
          </div>
        ))}
      </fieldset>
      {simple.length === 0 ? null : (
        <fieldset>
          <legend>{w('if.tariffs')}</legend>
          {simple.map(tariff => (
            <div class="what-if-row" key={tariff.id}>
              <span>
                {tariffName(tariff, rules.names)} <small>{tariffPrices(tariff, poolName).join(', ')}</small>
              </span>
              <Amount
                name={`price/${tariff.id}`}
                cents={tariff.cents_per_hour}
                label={w('if.price-of', { name: tariffName(tariff, rules.names) })}
              />
            </div>
          ))}
        </fieldset>
      )}
    </>
  )
}

/** A tariff has no name of its own: it is for some machines, and for somebody. */
const tariffName = (tariff: TariffView, names: Names): string =>
  `${scopeOf(tariff)} · ${forWhom(tariff.category, names.category)}`

function Amount({ name, cents, label }: { name: string; cents: number; label: string }) {
  const field = useField(name)
  return (
    <>
      <input {...field.at} inputMode="decimal" defaultValue={eurosOf(cents)} aria-label={label} />
      <Said of={field} />
    </>
  )
}

type PickProps = { name: string; label: string; value: string; options: readonly { id: string; name: string }[] }
function Pick({ name, label, value, options }: PickProps) {
  const field = useField(name)
  return (
    <>
      <select {...field.at} aria-label={label}>
        <Options of={options} value={value} />
      </select>
      <Said of={field} />
    </>
  )
}

/** An amount that cannot be read is not taken for one that stays. */
const unreadIn = (form: FormData): Wrong => {
  const amounts = [...form.keys()].filter(name => /^(amount|price)\//.test(name))
  return wrongIn(form, amounts, text => centsOf(text) === null, w('form.not-money'))
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
