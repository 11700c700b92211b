/** What an invoice must know of whoever pays, and how it reaches them: the same for a person and an organisation. */
import type { Contact } from '#server/contract/people.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { w } from './texts.ts'

const DELIVERY = ['mail', 'platform', 'paper'] as const
type CostSharing = { from: string; document: string } | null

export const Delivery = ({ name, value }: { name: string; value: Contact['delivery'] }) => (
  <Choice
    name={name}
    label={w('bill.delivery')}
    value={value ?? 'mail'}
    options={DELIVERY.map(id => ({ id, name: w(`bill.delivery-${id}`) }))}
  />
)

/** Art. 261 B: both or neither. */
export const CostSharingFields = ({ before }: { before: CostSharing }) => (
  <fieldset class="people-form">
    <legend>{w('bill.sharing')}</legend>
    <p class="hint">{w('bill.sharing-hint')}</p>
    <Field name="cost_sharing.from" type="date" label={w('bill.sharing-from')} value={before?.from ?? ''} />
    <Field name="cost_sharing.document" label={w('bill.sharing-document')} value={before?.document ?? ''} />
  </fieldset>
)

export function costSharingOf(form: FormData): CostSharing {
  const [from, document] = [textOf(form, 'cost_sharing.from'), textOf(form, 'cost_sharing.document')]
  return from === '' && document === '' ? null : { from, document }
}

/** One of the two is missing. */
export function costSharingWrong(form: FormData): Wrong {
  const empty = ['cost_sharing.from', 'cost_sharing.document'].filter(name => textOf(form, name) === '')
  return empty.length === 1 ? Object.fromEntries(empty.map(name => [name, w('bill.sharing-half')])) : {}
}
