/** Debits, reminders and what lateness costs: docs/bank.md says what each does. */
import { Choice, Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { Confirm, numbersIn, SectionDialog, type SectionProps } from './form.tsx'
import { sayCents } from './say.ts'
import { s } from './texts.ts'

const STEPS = ['friendly', 'second', 'formal'] as const
const step = (of: (typeof STEPS)[number]) => `step.${of}` as const
const NUMBERS = ['collecting.notice_days', 'collecting.bank_days', 'fee', 'write-off', ...STEPS.map(step)] as const

export function CollectingDialog({ issuer, onDone, onClose }: SectionProps) {
  const { collecting } = issuer
  return (
    <SectionDialog
      title={s('collecting')}
      {...{ issuer, onDone, onClose }}
      numbers={NUMBERS}
      change={form => {
        const numbers = numbersIn(form, NUMBERS)
        const cents = (name: 'fee' | 'write-off'): number => Math.round((numbers[name] ?? 0) * 100)
        return {
          collecting: {
            notice_days: numbers['collecting.notice_days'] ?? 0,
            bank_days: numbers['collecting.bank_days'] ?? 0,
            debit_format: textOf(form, 'debit') === 'old' ? 'pain.008.001.02' : 'pain.008.001.08',
            refund_format: textOf(form, 'debit') === 'old' ? 'pain.001.001.03' : 'pain.001.001.09',
            reminder_days: {
              friendly: numbers['step.friendly'],
              second: numbers['step.second'],
              formal: numbers['step.formal'],
            },
            reminder_mail: form.has('reminder_mail'),
            return_fee_cents: cents('fee'),
            write_off_cents: cents('write-off'),
            penalties: form.has('penalties'),
          },
        }
      }}
    >
      <Field
        name="collecting.notice_days"
        label={s('notice-days')}
        value={String(collecting.notice_days)}
        required
        hint={s('notice-days-hint')}
      />
      <Field
        name="collecting.bank_days"
        label={s('bank-days')}
        value={String(collecting.bank_days)}
        required
        hint={s('bank-days-hint')}
      />
      <Choice
        name="debit"
        label={s('format')}
        value={collecting.debit_format === 'pain.008.001.02' ? 'old' : 'new'}
        options={(['new', 'old'] as const).map(id => ({ id, name: s(`format-${id}`) }))}
      />
      <fieldset class="people-form">
        <legend>{s('reminders')}</legend>
        <p class="hint">{s('reminders-hint')}</p>
        {STEPS.map(one => (
          <Field
            key={one}
            name={step(one)}
            label={s(`reminder-${one}`)}
            value={String(collecting.reminder_days[one] ?? '')}
          />
        ))}
        <Tick name="reminder_mail" label={s('reminder-mail')} on={collecting.reminder_mail} />
      </fieldset>
      <fieldset class="people-form">
        <legend>{s('lateness')}</legend>
        <Tick name="penalties" label={s('penalties')} on={collecting.penalties} />
        <Confirm />
        <Field
          name="fee"
          label={s('fee')}
          value={sayCents(collecting.return_fee_cents)}
          required
          hint={s('fee-hint')}
        />
        <Field
          name="write-off"
          label={s('write-off')}
          value={sayCents(collecting.write_off_cents)}
          required
          hint={s('write-off-hint')}
        />
      </fieldset>
    </SectionDialog>
  )
}
