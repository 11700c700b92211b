/** Cash, a cheque, a transfer or a card, entered by hand. */
import { pay } from '../../api/bank.ts'
import { Choice, Field, Tick, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { centsOf } from '../economy/head.tsx'
import { f } from './form-texts.ts'
import type { Everything } from './payments.tsx'
import { today } from './today.ts'
import { money, payerOf, payerText } from './words.ts'

const METHODS = ['transfer', 'cheque', 'cash', 'card'] as const

export function PayDialog({ all, onClose }: { all: Everything; onClose: () => void }) {
  const several = all.issuers.length > 1
  const issuers = new Map(all.issuers.map(one => [one.id, one.name]))
  // One choice says who pays and whom: an account is both
  const accounts = all.accounts.map(({ issuer, payer, name, balance_cents }) => ({
    id: `${issuer} ${payerText(payer)}`,
    name: `${name}${several ? `, ${issuers.get(issuer) ?? issuer}` : ''} (${money(balance_cents)})`,
  }))
  return (
    <FormDialog
      title={f('pay.title')}
      action={f('pay.do')}
      check={form => ({
        ...wrongIn(form, ['account'], text => text === '', f('pay.nobody')),
        ...wrongIn(form, ['amount_cents'], text => centsOf(text) === null, f('pay.not-money')),
      })}
      onSend={form => {
        const [issuer = '', payer = ''] = textOf(form, 'account').split(' ')
        const reference = textOf(form, 'reference')
        return pay({
          ...{ issuer, payer: payerOf(payer), date: textOf(form, 'date') },
          method: METHODS.find(one => one === textOf(form, 'method')) ?? 'transfer',
          amount_cents: centsOf(textOf(form, 'amount_cents')) ?? 0,
          reference: reference === '' ? null : reference,
          again: form.get('again') !== null,
        })
      }}
      onClose={onClose}
    >
      <Choice name="account" label={f('pay.who')} options={[{ id: '', name: f('pay.choose') }, ...accounts]} />
      <Field name="amount_cents" label={f('pay.amount')} required hint={f('pay.hint')} />
      <Field name="date" label={f('pay.date')} type="date" value={today()} required />
      <Choice
        name="method"
        label={f('pay.method')}
        options={METHODS.map(one => ({ id: one, name: f(`method.${one}`) }))}
      />
      <Field name="reference" label={f('pay.reference')} />
      <Tick name="again" label={f('pay.again')} />
    </FormDialog>
  )
}
