import type { IssuedRow } from '#server/contract/invoices.ts'

type Standing = Pick<IssuedRow, 'open_cents' | 'due_date'>
export type Left = 'settled' | 'late' | 'open'

/** How an invoice stands; null of a credit note. `today`: yyyy-mm-dd at the atelier. Due today is not late. */
export function leftOf({ open_cents, due_date }: Standing, today: string): Left | null {
  if (open_cents === null) return null
  if (open_cents === 0) return 'settled'
  return due_date < today ? 'late' : 'open'
}
