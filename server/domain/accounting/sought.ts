/** Which of all documents that are out somebody looks for: by where they stand, and by who pays. */
import type { PayerAccount } from './balance.ts'
import { payerKey } from './payment-entries.ts'

export type DocumentState = 'open' | 'late' | 'settled' | 'credit-note'
/** null: whatever it is. `payer` as `payerKey` writes it */
export type Sought = { state: DocumentState | null; payer: string | null }

/** Their numbers. `today`: at the atelier; what is due today is not late. */
export const sought = (accounts: readonly PayerAccount[], { state, payer }: Sought, today: string): string[] =>
  accounts
    .filter(account => payer === null || payerKey(account.payer) === payer)
    .flatMap(account => [...invoices(account, state, today), ...creditNotes(account, state)])

function invoices({ items }: PayerAccount, state: DocumentState | null, today: string): string[] {
  return items
    .filter(({ kind, open_cents, due_date }) => {
      if (kind !== 'invoice' || state === 'credit-note') return false
      if (state === null) return true
      if (state === 'settled') return open_cents === 0
      return open_cents > 0 && (state === 'open' || due_date < today)
    })
    .map(({ item }) => item)
}

const creditNotes = ({ movements }: PayerAccount, state: DocumentState | null): string[] =>
  state === null || state === 'credit-note'
    ? movements.filter(({ kind }) => kind === 'credit-note').map(({ ref }) => ref)
    : []
