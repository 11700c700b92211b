/** The rate of everything, and of a common cost that has another one. Rates that are set elsewhere stay. */
import type { IssuerSettings } from '#server/contract/settings.ts'
import { Choice, textOf } from '../people/form-dialog.tsx'
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

type Props = { rates: Rates; pools: readonly { id: string; name: string }[] }
export const RateFields = ({ rates, pools }: Props) => (
  <>
    <Choice
      name="invoicing.vat_rates.default"
      label={s('rate')}
      value={idOf(rates.default)}
      options={optionsOf(rates.default)}
    />
    {pools.map(({ id, name }) => (
      <Choice
        key={id}
        name={`rate.${id}`}
        label={s('rate-of', { name })}
        value={idOf(rates.pools[id])}
        options={[{ id: '', name: s('rate-same') }, ...optionsOf(rates.pools[id])]}
      />
    ))}
  </>
)

const rateIn = (text: string, before: Rate | undefined): Rate | undefined =>
  text === '' ? undefined : text === STATED ? before : Number(text)

export function ratesOf(form: FormData, before: Rates): Rates {
  const shown = [...form.keys()].flatMap(key => (key.startsWith('rate.') ? [key.slice('rate.'.length)] : []))
  const kept = Object.entries(before.pools).filter(([id]) => !shown.includes(id))
  const set = shown.flatMap(id => {
    const rate = rateIn(textOf(form, `rate.${id}`), before.pools[id])
    return rate === undefined ? [] : [[id, rate] as const]
  })
  return {
    ...before,
    default: rateIn(textOf(form, 'invoicing.vat_rates.default'), before.default) ?? before.default,
    pools: Object.fromEntries([...kept, ...set]),
  }
}
