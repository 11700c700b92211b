/** Short ways to write entries, for tests alone. */
import type { Payer } from '../sharing/use.ts'
import type { IssuedEntry } from './entries.ts'
import type { Allocation, PaidEntry, Payment, ReturnedEntry } from './payment-entries.ts'

export const AWA: Payer = { kind: 'member', id: 'awa' }

type Issued = Pick<IssuedEntry, 'number' | 'kind' | 'issue_date'> & Partial<IssuedEntry> & { cents: number }
export const issued = ({ cents, ...more }: Issued): IssuedEntry => ({
  ...{ type: 'issued', issuer: 'coop', series: 'C', sequence: 1, draft: more.number, due_date: more.issue_date },
  ...{
    period: more.issue_date.slice(0, 7),
    reason: 'month',
    payer: AWA,
    refers_to: [],
    net_cents: cents,
    vat_cents: 0,
  },
  ...{ gross_cents: cents, prepaid_cents: 0, due_cents: cents, vat_totals: [], document_hash: '', series_chain: '' },
  ...{ statement_hash: null, closed_n: null, by: 'x' },
  ...more,
})

type Paid = Pick<Payment, 'id' | 'date' | 'amount_cents'> & Partial<Payment> & { line?: string | null }
export const paid = ({ line = null, ...more }: Paid): PaidEntry => ({
  ...{ type: 'paid', issuer: 'coop', line, by: 'x' },
  payment: { payer: AWA, method: 'transfer', allocations: [], reference: null, run: null, ...more },
})
export const to = (item: string, cents: number): Allocation[] => [{ item, cents }]

export const returned = (
  payment: string,
  date: string,
  more: Partial<Pick<ReturnedEntry, 'reason' | 'fee_cents'>> = {},
): ReturnedEntry => ({
  type: 'returned',
  issuer: 'coop',
  payment,
  date,
  reason: 'AM04',
  fee_cents: 0,
  line: null,
  by: 'x',
  ...more,
})
