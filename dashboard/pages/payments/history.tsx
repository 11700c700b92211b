/** One payer's account: what is open, what is credit, and every movement with the balance after it. */
import { useSignal } from '@preact/signals'
import type { BalanceDetail, BalanceRow } from '#server/contract/bank.ts'
import { allocate, dispute, getAccount, makeRun, rejectPayment, writeOff } from '../../api/bank.ts'
import { Choice, Field, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { centsOf } from '../economy/head.tsx'
import { f } from './form-texts.ts'
import { p } from './texts.ts'
import { today } from './today.ts'
import { isNumber, money, payerText, reasonWords, sayDay } from './words.ts'

type Opened =
  | { what: 'reject' | 'dispute' | 'lift'; ref: string }
  | { what: 'write-off' | 'refund'; ref: string; cents: number }

export function History({ row, again }: { row: BalanceRow; again: () => void }) {
  const loaded = useLoad(payerText(row.payer), () => getAccount(row.payer))
  const opened = useSignal<Opened | null>(null)
  if (loaded.is === 'failed') return <Failure error={loaded.error} again={loaded.again} />
  const account = loaded.value?.items.find(one => one.issuer === row.issuer)
  if (account === undefined) return <Waiting height_rem={8} />
  const changed = () => {
    opened.value = null
    loaded.again()
    again()
  }
  const open: Opening = asked => {
    opened.value = asked
  }
  return (
    <div class="account-history">
      <Open account={account} changed={changed} open={open} />
      <Movements account={account} open={open} />
      {opened.value?.what === 'reject' ? <Reject id={opened.value.ref} onClose={changed} /> : null}
      {opened.value?.what === 'dispute' ? <Dispute document={opened.value.ref} onClose={changed} /> : null}
      {opened.value?.what === 'lift' ? <Lift document={opened.value.ref} onClose={changed} /> : null}
      {opened.value?.what === 'write-off' ? (
        <WriteOff account={account} item={opened.value.ref} cents={opened.value.cents} onClose={changed} />
      ) : null}
      {opened.value?.what === 'refund' ? (
        <Refund issuer={account.issuer} item={opened.value.ref} cents={opened.value.cents} onClose={changed} />
      ) : null}
    </div>
  )
}

type Opening = (asked: Opened) => void

function Open({ account, changed, open }: { account: BalanceDetail; changed: () => void; open: Opening }) {
  const { issuer, payer, items, credits } = account
  const error = useSignal<string | null>(null)
  const put = async (from: string) => {
    try {
      await allocate(payer, issuer, from)
      changed()
    } catch (failure) {
      error.value = sayRefused(failure)
    }
  }
  const owing = items.filter(item => item.open_cents > 0)
  return (
    <ul class="plain-list run-lines">
      {owing.map(({ item, kind, due_date, open_cents, disputed, write_off }) => (
        <li key={item}>
          <b>{item}</b>
          <span>
            {f('accounts.due', { date: sayDay(due_date) })}
            {disputed ? `, ${f('accounts.disputed')}` : null}
          </span>
          <b>{f('accounts.open', { amount: money(open_cents) })}</b>
          {kind === 'invoice' ? (
            <button
              type="button"
              class="button-quiet"
              onClick={() => open({ what: disputed ? 'lift' : 'dispute', ref: item })}
            >
              {f(disputed ? 'accounts.lift' : 'accounts.dispute')}
            </button>
          ) : null}
          {write_off ? (
            <button
              type="button"
              class="button-quiet"
              onClick={() => open({ what: 'write-off', ref: item, cents: open_cents })}
            >
              {f('accounts.write-off')}
            </button>
          ) : null}
        </li>
      ))}
      {credits.map(({ from, cents, write_off }) => (
        <li key={from}>
          <span>{f('accounts.credit', { amount: money(cents) })}</span>
          {owing.length === 0 ? (
            <button type="button" class="button-quiet" onClick={() => open({ what: 'refund', ref: from, cents })}>
              {f('accounts.refund')}
            </button>
          ) : (
            <button type="button" class="button-quiet" onClick={() => put(from)}>
              {f('accounts.put')}
            </button>
          )}
          {write_off ? (
            <button
              type="button"
              class="button-quiet"
              onClick={() => open({ what: 'write-off', ref: from, cents: -cents })}
            >
              {f('accounts.write-off')}
            </button>
          ) : null}
        </li>
      ))}
      {error.value === null ? null : (
        <li class="form-error" role="alert">
          {error.value}
        </li>
      )}
    </ul>
  )
}

function Movements({ account, open }: { account: BalanceDetail; open: Opening }) {
  const gone = new Set(account.movements.filter(one => one.kind === 'returned').map(one => one.ref))
  return (
    <ol class="plain-list movements">
      {account.movements.map((one, i) => (
        <li key={`${i} ${one.ref}`}>
          <span>{sayDay(one.date)}</span>
          <span>
            {f(`move.${one.kind}`)} {isNumber(one.ref) ? <b>{one.ref}</b> : null}
          </span>
          <span class="movement-cents">{money(one.cents)}</span>
          <b class="movement-cents">{money(one.balance_cents)}</b>
          {one.kind === 'payment' && !gone.has(one.ref) ? (
            <button type="button" class="button-quiet" onClick={() => open({ what: 'reject', ref: one.ref })}>
              {f('accounts.reject')}
            </button>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

const REASONS = ['AM04', 'AC04', 'MD01', 'MD06', 'MS02', 'MS03', 'CHQ', 'ERR'] as const

const Reject = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <FormDialog
    title={f('accounts.reject-title')}
    action={f('accounts.reject')}
    check={form => wrongIn(form, ['fee_cents'], text => text !== '' && centsOf(text) === null, f('pay.not-money'))}
    onSend={form => {
      const fee = textOf(form, 'fee_cents')
      const body = { date: textOf(form, 'date'), reason: textOf(form, 'reason') }
      return rejectPayment(id, { ...body, fee_cents: fee === '' ? null : centsOf(fee) })
    }}
    onClose={onClose}
  >
    <p>{f('accounts.reject-lead')}</p>
    <Choice
      name="reason"
      label={p('runs.reason')}
      options={REASONS.map(code => ({ id: code, name: reasonWords(code) }))}
    />
    <Field name="date" label={f('pay.date')} type="date" value={today()} required />
    <Field name="fee_cents" label={f('accounts.fee')} />
  </FormDialog>
)

const Dispute = ({ document, onClose }: { document: string; onClose: () => void }) => (
  <ReasonDialog
    title={f('accounts.dispute-title', { document })}
    reason={{ label: f('accounts.dispute-why'), missing: f('accounts.dispute-missing') }}
    action={f('accounts.dispute')}
    say={sayRefused}
    onConfirm={reason => dispute(document, true, reason)}
    onClose={onClose}
  >
    <p>{f('accounts.dispute-lead')}</p>
  </ReasonDialog>
)

const Lift = ({ document, onClose }: { document: string; onClose: () => void }) => (
  <ReasonDialog
    title={f('accounts.lift-title', { document })}
    reason={{ label: f('accounts.lift-how'), missing: f('accounts.dispute-missing') }}
    action={f('accounts.lift')}
    say={sayRefused}
    onConfirm={reason => dispute(document, false, reason)}
    onClose={onClose}
  >
    <p>{f('accounts.lift-lead')}</p>
  </ReasonDialog>
)

type DecidedProps = { item: string; cents: number; onClose: () => void }

/** Positive: they still owed it. */
const WriteOff = ({ account, item, cents, onClose }: DecidedProps & { account: BalanceDetail }) => (
  <ReasonDialog
    title={f('accounts.write-off-title', { amount: money(Math.abs(cents)) })}
    action={f('accounts.write-off')}
    say={sayRefused}
    onConfirm={() => writeOff(account.payer, account.issuer, item)}
    onClose={onClose}
  >
    <p>{f(cents > 0 ? 'accounts.write-off-loss' : 'accounts.write-off-gain')}</p>
  </ReasonDialog>
)

const Refund = ({ issuer, item, cents, onClose }: DecidedProps & { issuer: string }) => (
  <ReasonDialog
    title={f('accounts.refund-title', { amount: money(cents) })}
    action={f('accounts.refund')}
    say={sayRefused}
    onConfirm={() => makeRun(issuer, 'refund', [item])}
    onClose={onClose}
  >
    <p>{f('accounts.refund-lead')}</p>
  </ReasonDialog>
)
