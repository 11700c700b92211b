/** What a document says of its payment. */
import { serverNow } from '../../time/now.ts'
import { monthOf } from '../../time/zone.ts'
import { Choice, Field, Long, textOf } from '../../ui/form/fields.tsx'
import { timezone } from '../../ui/session.ts'
import { Confirm, numbersIn, SectionDialog, type SectionProps } from './form.tsx'
import { sayDecimal } from './say.ts'
import { s } from './texts.ts'

const LEGAL = 'invoicing.legal_interest.percent'
const NUMBERS = ['invoicing.payment_days', 'invoicing.penalty_percent', LEGAL] as const

/** First day of this half-year: a published rate holds from it. */
function halfYear(): string {
  const month = monthOf(serverNow(), timezone())
  return `${month.slice(0, 4)}-${month.slice(5) < '07' ? '01' : '07'}-01`
}

export function TermsDialog({ issuer, onDone, onClose }: SectionProps) {
  const { invoicing } = issuer
  const from = halfYear()
  const written = invoicing?.legal_interest?.from === from ? invoicing.legal_interest.percent : null
  return (
    <SectionDialog
      title={s('terms')}
      {...{ issuer, onDone, onClose }}
      numbers={NUMBERS}
      change={form => {
        const numbers = numbersIn(form, NUMBERS)
        const percent = numbers[LEGAL]
        return {
          invoicing: {
            payment_days: numbers['invoicing.payment_days'] ?? 0,
            penalty_percent: numbers['invoicing.penalty_percent'],
            ...(percent === written ? {} : { legal_interest: percent === null ? null : { from, percent } }),
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
      <Field name={LEGAL} label={s('legal-interest')} value={sayDecimal(written)} hint={s('legal-interest-hint')} />
      <Field name="invoicing.discount" label={s('discount')} value={invoicing?.discount ?? ''} required />
      <Choice
        name="invoicing.collect"
        label={s('collect')}
        value={invoicing?.collect ?? 'transfer'}
        options={(['transfer', 'debit'] as const).map(id => ({ id, name: s(`collect-${id}`) }))}
      />
      <Long
        name="invoicing.sentences"
        label={s('sentences')}
        value={invoicing?.sentences.join('\n') ?? ''}
        hint={s('sentences-hint')}
      />
    </SectionDialog>
  )
}
