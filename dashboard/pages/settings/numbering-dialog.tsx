/** How documents are numbered: unbroken from the first one on, so it is decided before it. */
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { Confirm, orNull, SectionDialog, type SectionProps } from './form.tsx'
import { s } from './texts.ts'

export function NumberingDialog({ issuer, onDone, onClose }: SectionProps) {
  const { invoicing, invoice_series, begun } = issuer
  return (
    <SectionDialog
      title={s('numbering')}
      {...{ issuer, onDone, onClose }}
      change={form => ({
        ...{ invoice_series: orNull(form, 'invoice_series')?.toUpperCase() ?? null },
        invoicing: {
          credit_series: orNull(form, 'invoicing.credit_series')?.toUpperCase() ?? null,
          ...(begun
            ? {}
            : {
                numbering: textOf(form, 'invoicing.numbering') === 'continuous' ? 'continuous' : 'yearly',
                last_number: orNull(form, 'invoicing.last_number')?.toUpperCase() ?? null,
              }),
        },
      })}
    >
      <Field
        name="invoice_series"
        label={s('series')}
        value={invoice_series ?? ''}
        required
        hint={begun ? s('series-begun') : s('series-hint')}
      />
      {begun ? null : (
        <>
          <Choice
            name="invoicing.numbering"
            label={s('how-numbered')}
            value={invoicing?.numbering ?? 'yearly'}
            options={(['yearly', 'continuous'] as const).map(id => ({ id, name: s(`numbering-${id}`) }))}
          />
          <Field
            name="invoicing.last_number"
            label={s('last-number')}
            value={invoicing?.last_number ?? ''}
            hint={s('last-number-hint')}
          />
          <Confirm />
        </>
      )}
      <Field
        name="invoicing.credit_series"
        label={s('credit-series')}
        value={invoicing?.credit_series ?? ''}
        hint={s('credit-series-hint')}
      />
    </SectionDialog>
  )
}
