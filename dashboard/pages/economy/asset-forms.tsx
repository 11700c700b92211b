/** What is entered once, each in a dialog of its own. Fields are named as in the body. */
import { addAsset, addBalance, addLoan, setTrial } from '../../api/economy.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf, monthOf } from '../../time/zone.ts'
import { Choice, Field, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { timezone } from '../../ui/session.ts'
import type { Means } from './assets.tsx'
import { centsOf } from './head.tsx'
import { n } from './means-texts.ts'
import '../people/people.css'

type Props = { all: Means; onClose: () => void }
const today = (): string => dayOf(serverNow(), timezone())
const isMoney =
  (...names: string[]) =>
  (form: FormData): Wrong =>
    wrongIn(form, names, text => centsOf(text) === null, n('form.not-money'))
const none = (name: string) => ({ id: '', name })

export const AddAsset = ({ all, onClose }: Props) => (
  <FormDialog
    title={n('asset-add')}
    action={n('form.save')}
    check={isMoney('amount_cents', 'subsidy_cents')}
    onClose={onClose}
    onSend={form =>
      addAsset({
        ...{ name: textOf(form, 'name'), pool: textOf(form, 'pool'), machine: textOf(form, 'machine') || null },
        ...{ from: textOf(form, 'from'), months: Number(textOf(form, 'months')) },
        amount_cents: centsOf(textOf(form, 'amount_cents')),
        subsidy_cents: centsOf(textOf(form, 'subsidy_cents')),
      })
    }
  >
    <Field name="name" label={n('form.name')} required />
    <Choice name="pool" label={n('form.pool')} options={all.pools} />
    <Choice name="machine" label={n('form.machine')} options={[none(n('form.no-machine')), ...all.machines]} />
    <Field name="amount_cents" label={n('form.amount')} required />
    <Field name="subsidy_cents" label={n('form.subsidy')} value="0" required />
    <Field name="from" type="month" label={n('form.from-month')} value={monthOf(serverNow(), timezone())} required />
    <Field name="months" type="number" label={n('form.months')} value="60" required />
  </FormDialog>
)

export const AddLoan = ({ all, onClose }: Props) => (
  <FormDialog
    title={n('loan-add')}
    action={n('form.save')}
    check={isMoney('cents_per_hour')}
    onClose={onClose}
    onSend={form =>
      addLoan({
        ...{ machine: textOf(form, 'machine'), lender: textOf(form, 'lender'), borrower: textOf(form, 'borrower') },
        ...{ borrower_pool: textOf(form, 'borrower_pool'), lender_pool: textOf(form, 'lender_pool') || null },
        ...{ valid_from: textOf(form, 'valid_from'), cents_per_hour: centsOf(textOf(form, 'cents_per_hour')) },
      })
    }
  >
    <Choice name="machine" label={n('form.machine')} options={all.machines} />
    <Choice name="lender" label={n('form.lender')} options={all.issuers} />
    <Choice name="borrower" label={n('form.borrower')} options={all.issuers} value={all.issuers[1]?.id ?? ''} />
    <Field name="cents_per_hour" label={n('form.hour')} required />
    <Choice name="borrower_pool" label={n('form.borrower-pool')} options={all.pools} />
    <Choice name="lender_pool" label={n('form.lender-pool')} options={[none(n('form.no-pool')), ...all.pools]} />
    <Field name="valid_from" type="date" label={n('form.from-day')} value={today()} required />
  </FormDialog>
)

export function AddBalance({ all, onClose }: Props) {
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'fr')
  const payers = [
    ...all.members.toSorted(byName).map(({ id, name }) => ({ id: `member ${id}`, name })),
    ...all.organisations.toSorted(byName).map(({ id, name }) => ({ id: `organisation ${id}`, name })),
  ]
  return (
    <FormDialog
      title={n('balance-add')}
      action={n('form.save')}
      check={isMoney('amount_cents')}
      onClose={onClose}
      onSend={form => {
        const [kind, id] = textOf(form, 'payer').split(' ')
        const amount_cents = centsOf(textOf(form, 'amount_cents'))
        return addBalance({
          ...{ payer: { kind, id }, issuer: textOf(form, 'issuer'), date: textOf(form, 'date'), amount_cents },
        })
      }}
    >
      <Choice name="payer" label={n('form.payer')} options={payers} />
      <Choice name="issuer" label={n('form.issuer')} options={all.issuers} />
      <Field name="amount_cents" label={n('form.balance')} hint={n('form.balance-hint')} required />
      <Field name="date" type="date" label={n('form.date')} value={today()} required />
    </FormDialog>
  )
}

export const SetTrial = ({ until, onClose }: { until: string | null; onClose: () => void }) => (
  <FormDialog
    title={n('trial')}
    action={n('form.save')}
    onClose={onClose}
    onSend={form => setTrial(textOf(form, 'until') || null)}
  >
    <p>{n('trial-lead')}</p>
    <Field name="until" type="month" label={n('form.trial')} value={until ?? ''} />
  </FormDialog>
)
