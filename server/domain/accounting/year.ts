/**
 * Closing a year of one issuer: what keeps it from being closed, what it came to, and the entry that closes it. Afterwards nothing
 * dated in it is issued or booked; series that number by year begin again by themselves.
 */
import { type Said, said } from '../refusals.ts'
import { monthsBetween } from '../sharing/validity.ts'
import type { PayerAccount } from './balance.ts'
import type { Booked } from './booked.ts'
import type { YearResult } from './books-entries.ts'
import type { BookEntry } from './journal-entries.ts'

export type YearFacts = {
  year: string
  today: string
  booked: readonly Booked[]
  /** months that are closed, and the first in which anything was used; null: nothing ever was */
  closed_months: readonly string[]
  first_month: string | null
  /** payers of the issuer as they stood at the end of the year */
  accounts: readonly PayerAccount[]
  /** what stands to payers' credit stays there as advances, and that is meant */
  keep_advances: boolean
}

/** In the order in which they should be put right; empty: it can be closed. */
export function objectionsToYear(facts: YearFacts): Said[] {
  const { year, today, booked } = facts
  const closed = booked.some(({ entry }) => entry.type === 'year-closed' && entry.year === year)
  if (closed) return [said('closed-before', { year })]
  if (today <= `${year}-12-31`) return [said('year-not-over', { year })]
  const open = openMonths(facts)
  const unmatched = facts.keep_advances ? 0 : unmatchedPayments(facts)
  return [
    ...(open.length === 0 ? [] : [said('months-open', { year, months: open.join(', ') })]),
    ...(unmatched === 0 ? [] : [said('payments-unmatched', { year, count: unmatched })]),
  ]
}

function openMonths({ year, closed_months, first_month }: YearFacts): string[] {
  if (first_month === null || first_month > `${year}-12`) return []
  const from = first_month > `${year}-01` ? first_month : `${year}-01`
  return monthsBetween(from, `${year}-12`).filter(month => !closed_months.includes(month))
}

const unmatchedPayments = ({ accounts }: YearFacts): number =>
  accounts.reduce(
    (sum, { credits }) => sum + credits.filter(({ kind, cents }) => kind === 'payment' && cents > 0).length,
    0,
  )

/** What the year came to, from its own entries. */
export function yearResult(
  { year, booked, accounts }: Pick<YearFacts, 'year' | 'booked' | 'accounts'>,
  entries: readonly BookEntry[],
): YearResult {
  const own = entries.filter(({ date }) => date.startsWith(`${year}-`))
  const documents = booked.flatMap(({ entry, date }) =>
    entry.type === 'issued' && date.startsWith(`${year}-`) ? [entry] : [],
  )
  const payments = booked.flatMap(({ entry, date }) =>
    entry.type === 'paid' && date.startsWith(`${year}-`) ? [entry.payment.amount_cents] : [],
  )
  const sum = (of: readonly number[]): number => of.reduce((total, cents) => total + cents, 0)
  const net = (kind: 'invoice' | 'credit-note'): number =>
    sum(documents.map(document => (document.kind === kind ? document.net_cents : 0)))
  return {
    income_cents: sum(
      own.flatMap(({ lines }) =>
        lines.map(({ account, debit_cents, credit_cents }) =>
          /^[67]/.test(account.number) ? credit_cents - debit_cents : 0,
        ),
      ),
    ),
    billed_cents: net('invoice'),
    credited_cents: net('credit-note'),
    vat_cents: sum(documents.map(({ kind, vat_cents }) => (kind === 'invoice' ? vat_cents : -vat_cents))),
    received_cents: sum(payments.filter(cents => cents > 0)),
    refunded_cents: 0 - sum(payments.filter(cents => cents < 0)),
    owed_cents: sum(accounts.flatMap(({ items }) => items.map(({ open_cents }) => open_cents))),
    advances_cents: sum(accounts.flatMap(({ credits }) => credits.map(({ cents }) => cents))),
    documents: documents.length,
    entries: own.length,
  }
}
