import type { OrganisationDetail } from '#server/contract/people.ts'
import { putOrganisation } from '../../api/people.ts'
import { Choice, Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { CostSharingFields, costSharingOf, costSharingWrong, Delivery } from './billing-fields.tsx'
import { freeId } from './free-id.ts'
import { w } from './texts.ts'

type Props = {
  /** null: a new one */
  before: OrganisationDetail | null
  taken: readonly string[]
  onDone: () => void
  onClose: () => void
}

const VAT = ['standard', 'franchise', 'exempt'] as const

/** Fields are named as in the body, so that what the server refuses is said where it was written. */
export function OrganisationDialog({ before, taken, onDone, onClose }: Props) {
  const contact = before?.contact ?? null
  return (
    <FormDialog
      title={before === null ? w('org.add') : w('org.change-of', { name: before.name })}
      action={before === null ? w('add.save') : w('org.change')}
      check={costSharingWrong}
      onClose={onClose}
      onSend={async form => {
        await putOrganisation(before?.id ?? freeId(textOf(form, 'name'), taken), bodyOf(form))
        onDone()
      }}
    >
      <Field name="name" label={w('org.name')} value={before?.name ?? ''} required />
      <Field name="legal_form" label={w('org.form')} value={before?.legal_form ?? ''} hint={w('org.form-hint')} />
      <Choice
        name="vat"
        label={w('org.vat')}
        value={before?.vat ?? ''}
        options={[{ id: '', name: w('org.vat-unknown') }, ...VAT.map(id => ({ id, name: w(`org.vat-${id}`) }))]}
      />
      <Field name="siren" label={w('org.siren')} value={before?.siren ?? ''} wrong={w('org.wrong-siren')} />
      <Field name="siret" label={w('org.siret')} value={before?.siret ?? ''} wrong={w('org.wrong-siret')} />
      <Field
        name="vat_number"
        label={w('org.vat-number')}
        value={before?.vat_number ?? ''}
        wrong={w('org.wrong-vat-number')}
      />
      <Field
        name="purchase_order"
        label={w('org.purchase-order')}
        value={before?.purchase_order ?? ''}
        hint={w('org.purchase-order-hint')}
      />
      <Field
        name="buyer_reference"
        label={w('org.buyer-reference')}
        value={before?.buyer_reference ?? ''}
        hint={w('org.buyer-reference-hint')}
      />
      <fieldset class="people-form">
        <legend>{w('org.bank')}</legend>
        <p class="hint">{w('org.apart')}</p>
        <Field name="contact.street" label={w('org.street')} value={contact?.street ?? ''} />
        <Field name="contact.postal_code" label={w('org.postal-code')} value={contact?.postal_code ?? ''} />
        <Field name="contact.city" label={w('org.city')} value={contact?.city ?? ''} />
        <Field name="contact.email" label={w('bill.email')} value={contact?.email ?? ''} hint={w('bill.email-hint')} />
        <Field name="contact.phone" label={w('org.phone')} value={contact?.phone ?? ''} />
        <Field name="contact.iban" label={w('org.iban')} value={contact?.iban ?? ''} wrong={w('org.wrong-iban')} />
      </fieldset>
      <Delivery name="contact.delivery" value={contact?.delivery} />
      <Tick name="consumer" label={w('bill.consumer')} on={before?.consumer ?? false} />
      <CostSharingFields before={before?.cost_sharing ?? null} />
    </FormDialog>
  )
}

function bodyOf(form: FormData): object {
  const orNull = (name: string) => textOf(form, name) || null
  return {
    name: textOf(form, 'name'),
    legal_form: orNull('legal_form'),
    vat: orNull('vat'),
    siren: orNull('siren'),
    siret: orNull('siret'),
    vat_number: orNull('vat_number'),
    consumer: form.has('consumer'),
    purchase_order: orNull('purchase_order'),
    buyer_reference: orNull('buyer_reference'),
    cost_sharing: costSharingOf(form),
    contact: {
      email: orNull('contact.email'),
      delivery: orNull('contact.delivery'),
      street: orNull('contact.street'),
      postal_code: orNull('contact.postal_code'),
      city: orNull('contact.city'),
      phone: orNull('contact.phone'),
      iban: orNull('contact.iban'),
    },
  }
}
