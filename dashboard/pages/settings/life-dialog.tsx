/** How an issuer bills, since when, and how much of its costs it means to earn. */
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { numbersIn, orNull, SectionDialog, type SectionProps } from './form.tsx'
import { sayDecimal } from './say.ts'
import { s } from './texts.ts'

const BILLING = ['share', 'provisional', 'tariff'] as const

export const LifeDialog = ({ issuer, all, onDone, onClose }: SectionProps) => (
  <SectionDialog
    title={s('life')}
    {...{ issuer, onDone, onClose }}
    numbers={['target_percent']}
    change={form => {
      const { target_percent } = numbersIn(form, ['target_percent'])
      const billing = BILLING.find(one => one === textOf(form, 'billing')) ?? null
      return {
        ...{ billing, target_percent },
        ...{ valid_from: orNull(form, 'valid_from'), valid_until: orNull(form, 'valid_until') },
      }
    }}
  >
    <Choice
      name="billing"
      label={s('billing')}
      value={issuer.billing ?? ''}
      options={[
        { id: '', name: s('billing-site', { how: s(`billing-${all.site.billing}`) }) },
        ...BILLING.map(id => ({ id, name: s(`billing-${id}`) })),
      ]}
    />
    <p class="hint">{s('billing-hint')}</p>
    <Field name="valid_from" type="date" label={s('valid-from')} value={issuer.valid_from ?? ''} />
    <Field
      name="valid_until"
      type="date"
      label={s('valid-until')}
      value={issuer.valid_until ?? ''}
      hint={s('valid-hint')}
    />
    <Field
      name="target_percent"
      label={s('target')}
      value={sayDecimal(issuer.target_percent)}
      hint={s('target-hint')}
    />
  </SectionDialog>
)
