/** What is counted, sold and put on offer, each in a dialog of its own. Fields are named as in the body. */
import type { IssuerView } from '#server/contract/money.ts'
import { addConsumable, addCount, addPack, addPackSale } from '../../api/economy.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { Choice, Field, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { timezone } from '../../ui/session.ts'
import { centsOf } from '../economy/head.tsx'
import { thousandthsOf } from './quantity.ts'
import type { Everything } from './sales.tsx'
import { s } from './texts.ts'
import '../people/people.css'

const today = (): string => dayOf(serverNow(), timezone())
const HOUR_MS = 3_600_000
type Props = { all: Everything; onClose: () => void }

/** `member awa`, `order cmd-1`: who has it, as one choice. */
const holderOf = (form: FormData): { kind: string; id: string } => {
  const [kind = '', id = ''] = textOf(form, 'holder').split(' ')
  return { kind, id }
}
const people = ({ members }: Everything) =>
  members
    .filter(one => one.state === 'active')
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
    .map(({ id, name }) => ({ id: `member ${id}`, name }))

export function CountDialog({ all, onClose }: Props) {
  const orders = all.orders.map(({ id, name }) => ({ id: `order ${id}`, name: s('order', { name: name ?? id }) }))
  const send = (form: FormData) =>
    addCount({
      ...{ consumable: textOf(form, 'consumable'), holder: holderOf(form), date: textOf(form, 'date') },
      ...{ machine: textOf(form, 'machine') || null, thousandths: thousandthsOf(textOf(form, 'thousandths')) },
    })
  return (
    <FormDialog
      title={s('count-add')}
      action={s('form.save')}
      check={form => wrongIn(form, ['thousandths'], text => thousandthsOf(text) === null, s('form.quantity-wrong'))}
      onSend={send}
      onClose={onClose}
    >
      <Choice name="consumable" label={s('form.consumable')} options={all.consumables} />
      <Field name="thousandths" label={s('form.quantity')} hint={s('form.quantity-hint')} required />
      <Choice name="holder" label={s('form.holder')} options={[...people(all), ...orders]} />
      <Choice
        name="machine"
        label={s('form.machine')}
        options={[{ id: '', name: s('form.no-machine') }, ...all.machines]}
      />
      <Field name="date" type="date" label={s('form.date')} value={today()} required />
    </FormDialog>
  )
}

export const SellDialog = ({ all, onClose }: Props) => (
  <FormDialog
    title={s('sale-add')}
    action={s('form.save')}
    onSend={form => addPackSale({ pack: textOf(form, 'pack'), holder: holderOf(form), date: textOf(form, 'date') })}
    onClose={onClose}
  >
    <Choice name="pack" label={s('form.pack')} options={all.packs} />
    <Choice name="holder" label={s('form.holder')} options={people(all)} />
    <Field name="date" type="date" label={s('form.date')} value={today()} required />
  </FormDialog>
)

type OfferProps = { issuers: readonly IssuerView[]; onClose: () => void }
const Issuers = ({ issuers }: { issuers: readonly IssuerView[] }) => (
  <Choice name="issuer" label={s('form.issuer')} options={issuers} />
)

export function AddPack({ issuers, onClose }: OfferProps) {
  const check = (form: FormData): Wrong => ({
    ...wrongIn(form, ['time_ms'], text => !(Number(text.replace(',', '.')) > 0), s('form.hours-wrong')),
    ...wrongIn(form, ['price_cents'], text => centsOf(text) === null, s('form.not-money')),
  })
  const send = (form: FormData) =>
    addPack({
      ...{ name: textOf(form, 'name'), issuer: textOf(form, 'issuer') },
      time_ms: Math.round(Number(textOf(form, 'time_ms').replace(',', '.')) * HOUR_MS),
      price_cents: centsOf(textOf(form, 'price_cents')),
      valid_months: textOf(form, 'valid_months') === '' ? null : Number(textOf(form, 'valid_months')),
    })
  return (
    <FormDialog title={s('pack-add')} action={s('form.save')} check={check} onSend={send} onClose={onClose}>
      <Field name="name" label={s('form.name')} required />
      <Field name="time_ms" label={s('form.hours')} value="10" required />
      <Field name="price_cents" label={s('form.price')} required />
      <Field name="valid_months" type="number" label={s('form.months')} />
      <Issuers issuers={issuers} />
    </FormDialog>
  )
}

export function AddConsumable({ issuers, onClose }: OfferProps) {
  const send = (form: FormData) =>
    addConsumable({
      ...{ name: textOf(form, 'name'), unit: textOf(form, 'unit'), issuer: textOf(form, 'issuer') },
      cents_per_unit: centsOf(textOf(form, 'cents_per_unit')),
    })
  return (
    <FormDialog
      title={s('consumable-add')}
      action={s('form.save')}
      check={form => wrongIn(form, ['cents_per_unit'], text => centsOf(text) === null, s('form.not-money'))}
      onSend={send}
      onClose={onClose}
    >
      <Field name="name" label={s('form.name')} required />
      <Field name="unit" label={s('form.unit')} hint={s('form.unit-hint')} required />
      <Field name="cents_per_unit" label={s('form.unit-price')} required />
      <Issuers issuers={issuers} />
    </FormDialog>
  )
}
