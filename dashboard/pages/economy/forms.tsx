/** What a treasurer puts in, each in a dialog of its own. */
import type { IssuerView, PoolView } from '#server/contract/money.ts'
import type { CategoryView } from '#server/contract/people.ts'
import { addPool, addPurchase, addTariff, endPool, endTariff } from '../../api/economy.ts'
import { t } from '../../i18n/index.ts'
import { kindOf } from '../../i18n/slugs.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf, monthOf } from '../../time/zone.ts'
import { Choice, Field, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { timezone } from '../../ui/session.ts'
import { freeId } from '../people/free-id.ts'
import { centsOf } from './head.tsx'
import { CategoryField, KindsField, MachinesField, machinesHere } from './scope-fields.tsx'
import { w } from './texts.ts'
import '../people/people.css'

/** Written in a row; none: of every kind. */
function kindsOf(form: FormData): { kinds?: string[] } {
  const here = machinesHere().map(({ kind }) => kind)
  const said = textOf(form, 'kinds')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  return said.length === 0 ? {} : { kinds: said.map(one => kindOf(one, here)) }
}
/** Those that were ticked; null: all. */
const machinesOf = (form: FormData): string[] | null => {
  const chosen = form.getAll('machines').map(String)
  return chosen.length === 0 ? null : chosen
}
const isMoney =
  (...names: string[]) =>
  (form: FormData): Wrong =>
    wrongIn(form, names, text => text !== '' && centsOf(text) === null, w('form.not-money'))
const today = (): string => dayOf(serverNow(), timezone())
const thisMonth = (): string => monthOf(serverNow(), timezone())

const MonthField = ({ name, label }: { name: string; label: string }) => (
  <Field name={name} label={label} type="month" value={thisMonth()} required />
)

const Issuers = ({ issuers }: { issuers: readonly IssuerView[] }) => (
  <Choice name="issuer" label={w('form.issuer')} options={issuers} value={issuers[0]?.id ?? ''} />
)

/** `taken`: the ids of those there are; nobody has to think one up. */
type AddProps = { issuers: readonly IssuerView[]; taken: readonly string[]; onClose: () => void }

export function AddTariff({ issuers, categories, taken, onClose }: AddProps & { categories: readonly CategoryView[] }) {
  const measures = (['running', 'worked', 'session'] as const).map(id => ({ id, name: w(`measure-of.${id}`) }))
  const send = (form: FormData) =>
    addTariff({
      ...{
        id: freeId(w('form.tariff-id'), taken),
        issuer: textOf(form, 'issuer'),
        valid_from: textOf(form, 'valid_from'),
      },
      ...{ price: textOf(form, 'price'), cents_per_hour: centsOf(textOf(form, 'cents_per_hour')) ?? -1 },
      ...{ category: textOf(form, 'category') || null, machines: machinesOf(form) },
      ...kindsOf(form),
    })
  return (
    <FormDialog
      title={w('prices.add-tariff')}
      action={w('form.save')}
      check={isMoney('cents_per_hour')}
      onSend={send}
      onClose={onClose}
    >
      <Issuers issuers={issuers} />
      <Field name="cents_per_hour" label={w('form.price')} required />
      <Choice name="price" label={w('form.measure')} options={measures} value="running" />
      <CategoryField categories={categories} />
      <KindsField />
      <MachinesField />
      <Field name="valid_from" label={w('form.from-day')} type="date" value={today()} required />
    </FormDialog>
  )
}

const DRIVERS = ['running_ms', 'worked_ms', 'session_ms', 'energy_Wh', 'sessions', 'equal'] as const
export const driverOptions = () => DRIVERS.map(id => ({ id, name: t(`driver.${id}`) }))

const PERCENT = 'cooperative.percent'

export function AddPool({ issuers, taken, onClose }: AddProps) {
  const send = (form: FormData) => {
    const percent = Number(textOf(form, PERCENT).replace(',', '.'))
    return addPool({
      ...{ id: freeId(textOf(form, 'name'), taken), name: textOf(form, 'name'), issuer: textOf(form, 'issuer') },
      ...{
        amount_cents: centsOf(textOf(form, 'amount_cents')) ?? -1,
        subsidy_cents: centsOf(textOf(form, 'subsidy_cents')) ?? 0,
      },
      ...{ driver: textOf(form, 'driver'), machines: machinesOf(form), valid_from: textOf(form, 'valid_from') },
      ...(textOf(form, PERCENT) === '' ? {} : { cooperative: { percent } }),
    })
  }
  return (
    <FormDialog
      title={w('prices.add-pool')}
      action={w('form.save')}
      check={form => ({
        ...isMoney('amount_cents', 'subsidy_cents')(form),
        ...wrongIn(form, [PERCENT], text => Number.isNaN(Number(text.replace(',', '.'))), t('form.number')),
      })}
      onSend={send}
      onClose={onClose}
    >
      <Field name="name" label={w('form.name')} required />
      <Issuers issuers={issuers} />
      <Field name="amount_cents" label={w('form.amount')} required />
      <Field name="subsidy_cents" label={w('form.subsidy')} />
      <Choice name="driver" label={w('form.driver')} options={driverOptions()} value="running_ms" />
      <Field name={PERCENT} label={w('form.coop')} />
      <MachinesField />
      <MonthField name="valid_from" label={w('form.from-month')} />
    </FormDialog>
  )
}

export function AddPurchase({ pools, onClose }: { pools: readonly PoolView[]; onClose: () => void }) {
  const send = (form: FormData) =>
    addPurchase({
      ...{ pool: textOf(form, 'pool'), date: textOf(form, 'date'), document: textOf(form, 'document') },
      ...{ label: textOf(form, 'label'), amount_cents: centsOf(textOf(form, 'amount_cents')) ?? 0 },
    })
  return (
    <FormDialog
      title={w('prices.add-purchase')}
      action={w('form.save')}
      check={isMoney('amount_cents')}
      onSend={send}
      onClose={onClose}
    >
      <Choice name="pool" label={w('form.pool')} options={pools} value={pools[0]?.id ?? ''} />
      <Field name="label" label={w('form.label')} required />
      <Field name="document" label={w('form.document')} required />
      <Field name="date" label={w('form.date')} type="date" value={today()} required />
      <Field name="amount_cents" label={w('form.paid')} hint={w('form.paid-hint')} required />
    </FormDialog>
  )
}

type EndProps = { of: 'tariff' | 'pool'; id: string; name: string; onClose: () => void }
export function EndDialog({ of, id, name, onClose }: EndProps) {
  const send = (form: FormData) => (of === 'tariff' ? endTariff : endPool)(id, textOf(form, 'until'))
  return (
    <FormDialog title={w('prices.end-of', { name })} action={w('prices.end')} onSend={send} onClose={onClose}>
      {of === 'tariff' ? (
        <Field name="until" label={w('form.until-day')} type="date" value={today()} required />
      ) : (
        <MonthField name="until" label={w('form.until-month')} />
      )}
    </FormDialog>
  )
}
