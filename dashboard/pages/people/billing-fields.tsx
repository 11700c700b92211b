/** What an invoice must know of whoever pays, and how it reaches them: the same for a person and an organisation. */
import type { Contact } from '#server/contract/people.ts'
import { Choice, Field, textOf } from './form-dialog.tsx'
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

/** Art. 261 B: both or neither; `costSharingOf` says which. */
export const CostSharingFields = ({ before }: { before: CostSharing }) => (
  <fieldset class="people-form">
    <legend>{w('bill.sharing')}</legend>
    <p class="hint">{w('bill.sharing-hint')}</p>
    <Field name="cost_sharing.from" type="date" label={w('bill.sharing-from')} value={before?.from ?? ''} />
    <Field name="cost_sharing.document" label={w('bill.sharing-document')} value={before?.document ?? ''} />
  </fieldset>
)

/** Undefined: one of the two is missing. */
export function costSharingOf(form: FormData): CostSharing | undefined {
  const [from, document] = [textOf(form, 'cost_sharing.from'), textOf(form, 'cost_sharing.document')]
  if (from === '' && document === '') return null
  return from === '' || document === '' ? undefined : { from, document }
}
