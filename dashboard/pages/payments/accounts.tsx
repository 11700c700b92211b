/** Who owes what, and how it came to that; payments by hand are entered here. */
import { useSignal } from '@preact/signals'
import type { BalanceRow } from '#server/contract/bank.ts'
import { lazy } from '../../ui/lazy.ts'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { money, payerText } from './words.ts'

/** With their words, only when one is opened. */
const History = lazy(() => import('./history.tsx').then(module => module.History))
const PayDialog = lazy(() => import('./pay-dialog.tsx').then(module => module.PayDialog))

export function Accounts({ all, again }: { all: Everything; again: () => void }) {
  const paying = useSignal(false)
  const issuers = new Map(all.issuers.map(one => [one.id, one.name]))
  return (
    <section>
      <header class="section-head">
        <h2>{p('accounts.title')}</h2>
        {all.accounts.length === 0 ? null : (
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              paying.value = true
            }}
          >
            {p('accounts.add')}
          </button>
        )}
      </header>
      {all.accounts.length === 0 ? <p class="hint">{p('accounts.none')}</p> : null}
      <ul class="settlement accounts">
        {all.accounts.map(row => (
          <Account
            key={`${row.issuer} ${payerText(row.payer)}`}
            row={row}
            issuer={all.issuers.length < 2 ? null : (issuers.get(row.issuer) ?? row.issuer)}
            again={again}
          />
        ))}
      </ul>
      {paying.value ? (
        <PayDialog
          all={all}
          onClose={() => {
            paying.value = false
            again()
          }}
        />
      ) : null}
    </section>
  )
}

function Account({ row, issuer, again }: { row: BalanceRow; issuer: string | null; again: () => void }) {
  const open = useSignal(false)
  const { balance_cents, late_cents, late_days } = row
  const way = balance_cents > 0 ? 'pays' : balance_cents < 0 ? 'gets' : 'even'
  const words =
    balance_cents > 0
      ? p('accounts.owes', { amount: money(balance_cents) })
      : balance_cents < 0
        ? p('accounts.owed', { amount: money(-balance_cents) })
        : p('accounts.even')
  return (
    <li>
      <details
        onToggle={event => {
          open.value = event.currentTarget.open
        }}
      >
        <summary>
          <bdi>{row.name}</bdi>
          <b data-way={late_cents > 0 ? 'pays' : way === 'pays' ? undefined : way}>{words}</b>
          <small>
            {[
              ...(issuer === null ? [] : [p('accounts.to', { issuer })]),
              ...(late_days === null ? [] : [p('accounts.late', { amount: money(late_cents), count: late_days })]),
            ].join(' · ')}
          </small>
        </summary>
        {open.value ? <History row={row} again={again} /> : null}
      </details>
    </li>
  )
}
