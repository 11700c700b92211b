/** What a document says of its payment. */
import { useId } from 'preact/hooks'
import { Choice, Field, textOf } from '../people/form-dialog.tsx'
import { Confirm, numbersIn, SectionDialog, type SectionProps } from './form.tsx'
import { sayDecimal } from './say.ts'
import { s } from './texts.ts'

export function TermsDialog({ issuer, onDone, onClose }: SectionProps) {
  const { invoicing } = issuer
  const sentences = useId()
  return (
    <SectionDialog
      title={s('terms')}
      {...{ issuer, onDone, onClose }}
      change={form => {
        const numbers = numbersIn(
          form,
          ['invoicing.payment_days', 'invoicing.penalty_percent'],
          ['invoicing.payment_days'],
        )
        if (numbers === null) return null
        return {
          invoicing: {
            payment_days: numbers['invoicing.payment_days'] ?? 0,
            penalty_percent: numbers['invoicing.penalty_percent'],
            discount: textOf(form, 'invoicing.discount'),
            collect: textOf(form, 'invoicing.collect') === 'debit' ? 'debit' : 'transfer',
            sentences: textOf(form, 'invoicing.sentences')
              .split('\n')
              .map(line => line.trim())
              .filter(line => line !== ''),
          },
        }
      }}
    >
      <Field
        name="invoicing.payment_days"
        label={s('payment-days')}
        value={String(invoicing?.payment_days ?? 30)}
        required
        hint={s('payment-days-hint')}
      />
      <Field
        name="invoicing.penalty_percent"
        label={s('penalty')}
        value={sayDecimal(invoicing?.penalty_percent ?? null)}
        hint={s('penalty-hint')}
      />
      <Confirm />
      <Field name="invoicing.discount" label={s('discount')} value={invoicing?.discount ?? ''} required />
      <Choice
        name="invoicing.collect"
        label={s('collect')}
        value={invoicing?.collect ?? 'transfer'}
        options={(['transfer', 'debit'] as const).map(id => ({ id, name: s(`collect-${id}`) }))}
      />
      <div class="field">
        <label for={sentences}>{s('sentences')}</label>
        <textarea
          id={sentences}
          name="invoicing.sentences"
          rows={3}
          defaultValue={invoicing?.sentences.join('\n') ?? ''}
        />
        <p class="hint">{s('sentences-hint')}</p>
      </div>
    </SectionDialog>
  )
}
