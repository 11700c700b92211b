/** Who bills: what stands at the head of every document. */
import { Field, textOf } from '../../ui/form/fields.tsx'
import { numbersIn, orNull, SectionDialog, type SectionProps } from './form.tsx'
import { sayCents } from './say.ts'
import { s } from './texts.ts'

export function IdentityDialog({ issuer, onDone, onClose }: SectionProps) {
  const { invoicing } = issuer
  const address = invoicing?.address
  return (
    <SectionDialog
      title={s('identity')}
      {...{ issuer, onDone, onClose }}
      numbers={['capital']}
      change={form => {
        const { capital } = numbersIn(form, ['capital'])
        return {
          ...{ name: textOf(form, 'name'), legal_form: orNull(form, 'legal_form'), siren: orNull(form, 'siren') },
          invoicing: {
            address: {
              ...{ street: textOf(form, 'invoicing.address.street'), city: textOf(form, 'invoicing.address.city') },
              ...{ postal_code: textOf(form, 'invoicing.address.postal_code'), country: 'FR' },
            },
            siret: orNull(form, 'invoicing.siret'),
            capital_cents: capital === null ? null : Math.round(capital * 100),
            register: orNull(form, 'invoicing.register'),
          },
        }
      }}
    >
      <Field name="name" label={s('name')} value={issuer.name} required />
      <Field name="legal_form" label={s('legal-form')} value={issuer.legal_form ?? ''} hint={s('legal-form-hint')} />
      <Field name="invoicing.address.street" label={s('street')} value={address?.street ?? ''} required />
      <Field
        name="invoicing.address.postal_code"
        label={s('postal-code')}
        value={address?.postal_code ?? ''}
        required
      />
      <Field name="invoicing.address.city" label={s('city')} value={address?.city ?? ''} required />
      <Field name="siren" label={s('siren')} value={issuer.siren ?? ''} hint={s('siren-hint')} />
      <Field name="invoicing.siret" label={s('siret')} value={invoicing?.siret ?? ''} />
      <Field
        name="invoicing.register"
        label={s('register')}
        value={invoicing?.register ?? ''}
        hint={s('register-hint')}
      />
      <Field name="capital" label={s('capital')} value={sayCents(invoicing?.capital_cents ?? null)} />
    </SectionDialog>
  )
}
