/** The rate of everything, and of a common cost or a tariff that has another one. Rates that are set elsewhere stay. */
import type { IssuerSettings } from '#server/contract/settings.ts'
import { Choice, textOf } from '../../ui/form/fields.tsx'
import { sayDecimal } from './say.ts'
import { s } from './texts.ts'

type Rates = NonNullable<IssuerSettings['invoicing']>['vat_rates']
type Rate = Rates['default']

/** Of metropolitan France (CGI art. 278, 278-0 bis, 279, 281 quater and following). */
const FRENCH = [20, 10, 5.5, 2.1]
/** A rate of nothing with its own sentence comes from a file: shown, kept, and not made here. */
const STATED = 'stated'
const idOf = (rate: Rate | undefined): string =>
  rate === undefined ? '' : typeof rate === 'number' ? String(rate) : STATED

function optionsOf(rate: Rate | undefined) {
  const french = FRENCH.map(percent => ({ id: String(percent), name: `${sayDecimal(percent)}\u00a0%` }))
  return rate === undefined || typeof rate === 'number'
    ? french
    : [...french, { id: STATED, name: `0\u00a0% (${rate.text})` }]
}

/** A tariff may be called `constructor`. */
const rateOf = (rates: Readonly<Record<string, Rate>>, id: string): Rate | undefined =>
  Object.hasOwn(rates, id) ? rates[id] : undefined

type Named = { id: string; name: string }
const OWN = ['pools', 'tariffs'] as const
type Props = { rates: Rates } & Record<(typeof OWN)[number], readonly Named[]>

export const RateFields = ({ rates, ...of }: Props) => (
  <>
    <Choice
      name="invoicing.vat_rates.default"
      label={s('rate')}
      value={idOf(rates.default)}
      options={optionsOf(rates.default)}
    />
    {OWN.flatMap(kind =>
      of[kind].map(({ id, name }) => (
        <Choice
          key={`${kind}.${id}`}
          name={`${kind}.${id}`}
          label={s('rate-of', { name })}
          value={idOf(rateOf(rates[kind], id))}
          options={[{ id: '', name: s('rate-same') }, ...optionsOf(rateOf(rates[kind], id))]}
        />
      )),
    )}
  </>
)

const rateIn = (text: string, before: Rate | undefined): Rate | undefined =>
  text === '' ? undefined : text === STATED ? before : Number(text)

/** What was shown as it stands now; what was not stays. */
function ownRates(form: FormData, kind: (typeof OWN)[number], before: Record<string, Rate>): Record<string, Rate> {
  const after = { ...before }
  for (const key of form.keys()) {
    if (!key.startsWith(`${kind}.`)) continue
    const id = key.slice(kind.length + 1)
    const rate = rateIn(textOf(form, key), rateOf(before, id))
    if (rate === undefined) delete after[id]
    else after[id] = rate
  }
  return after
}

export const ratesOf = (form: FormData, before: Rates): Rates => ({
  ...before,
  default: rateIn(textOf(form, 'invoicing.vat_rates.default'), before.default) ?? before.default,
  pools: ownRates(form, 'pools', before.pools),
  tariffs: ownRates(form, 'tariffs', before.tariffs),
})
