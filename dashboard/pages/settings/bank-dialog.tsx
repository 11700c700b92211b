/** Where money comes in: beside the journal, like every bank detail. */
import { Field } from '../../ui/form/fields.tsx'
import { orNull, SectionDialog, type SectionProps } from './form.tsx'
import { s } from './texts.ts'

export const BankDialog = ({ issuer, onDone, onClose }: SectionProps) => (
  <SectionDialog
    title={s('bank')}
    {...{ issuer, onDone, onClose }}
    change={form => ({
      bank: {
        ...{ iban: orNull(form, 'bank.iban'), bic: orNull(form, 'bank.bic') },
        sepa_creditor_id: orNull(form, 'bank.sepa_creditor_id'),
      },
    })}
  >
    <p class="hint">{s('bank-hint')}</p>
    <Field name="bank.iban" label={s('iban')} value={issuer.bank.iban ?? ''} />
    <Field name="bank.bic" label={s('bic')} value={issuer.bank.bic ?? ''} hint={s('bic-hint')} />
    <Field
      name="bank.sepa_creditor_id"
      label={s('creditor')}
      value={issuer.bank.sepa_creditor_id ?? ''}
      hint={s('creditor-hint')}
    />
  </SectionDialog>
)
