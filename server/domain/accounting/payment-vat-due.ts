/**
 * The VAT of a month: of invoices by what was paid on them in it, or whole where the issuer opted for debits; of credit notes by
 * what was given back of them. Negative where more went back than came in.
 */

import type { BalanceFacts } from '../sharing/facts.ts'
import { addDays, addMonths } from '../time.ts'
import { accountsAt } from './balance.ts'
import type { AccountsEntry, IssuedEntry } from './entries.ts'
import { type VatPart, vatBetween } from './payment-vat.ts'

export type VatDue = VatPart & { issuer: string }
export type VatDueOfDocument = { issuer: string; number: string; basis: 'payment' | 'debits'; parts: VatPart[] }

export type VatQuestion = {
  /** `yyyy-mm` */
  month: string
  openings: readonly BalanceFacts[]
  entries: readonly AccountsEntry[]
  /** whether this document's VAT fell due with it: what it says itself */
  onDebits(number: string): boolean
}

/** Document by document, so that a figure can be followed; those with nothing in the month are left out. */
export function vatDueByDocument({ month, openings, entries, onDebits }: VatQuestion): VatDueOfDocument[] {
  const last = addDays(addMonths(`${month}-01`, 1), -1)
  const before = paidAt(openings, entries, addDays(`${month}-01`, -1))
  const after = paidAt(openings, entries, last)
  return entries.flatMap(entry => {
    if (entry.type !== 'issued') return []
    const { issuer, number, issue_date, prepaid_cents, gross_cents } = entry
    const debits = onDebits(number)
    const key = `${issuer}/${number}`
    const [from, to] = debits
      ? issue_date.startsWith(month)
        ? [prepaid_cents, gross_cents]
        : [0, 0]
      : [prepaid_cents + (before.get(key) ?? 0), prepaid_cents + (after.get(key) ?? 0)]
    if (from === to) return []
    const parts = vatBetween(entry, from, to).map(part => signed(part, entry))
    return [{ issuer, number, basis: debits ? ('debits' as const) : ('payment' as const), parts }]
  })
}

const signed = (part: VatPart, { kind }: IssuedEntry): VatPart =>
  kind === 'invoice' ? part : { ...part, base_cents: 0 - part.base_cents, vat_cents: 0 - part.vat_cents }

/** Paid on each invoice, given back of each credit note, until the end of a day. */
function paidAt(
  openings: readonly BalanceFacts[],
  entries: readonly AccountsEntry[],
  day: string,
): Map<string, number> {
  const paid = new Map<string, number>()
  for (const { issuer, items, credits } of accountsAt(openings, entries, day).values()) {
    for (const { item, kind, due_cents, open_cents, credited_cents } of items)
      if (kind === 'invoice') paid.set(`${issuer}/${item}`, due_cents - open_cents - credited_cents)
    for (const { from, kind, spent_cents } of credits)
      if (kind === 'credit-note') paid.set(`${issuer}/${from}`, spent_cents)
  }
  return paid
}

/** Added up by issuer, category and rate. */
export function vatDue(question: VatQuestion): VatDue[] {
  const sums = new Map<string, VatDue>()
  for (const { issuer, parts } of vatDueByDocument(question))
    for (const { category, rate_bp, base_cents, vat_cents } of parts) {
      const key = `${issuer}/${category}/${rate_bp}`
      const sum = sums.get(key) ?? { issuer, category, rate_bp, base_cents: 0, vat_cents: 0 }
      sum.base_cents += base_cents
      sum.vat_cents += vat_cents
      sums.set(key, sum)
    }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}
