/**
 * The words of the accounts: what was issued, paid, sent, closed. Each is a journal entry (design rule 3); nothing is edited, a
 * later entry says something else. Names and addresses are in none of them: a document lies beside the chain, its hash in it.
 *
 * Every member of the union names its `issuer`, whose books it belongs to.
 */
import type { Payer } from '../sharing/use.ts'
import type { BooksKeptEntry } from './books-entries.ts'
import type { AccountingDocument, DocumentKind } from './document.ts'
import type { MoneyMovedEntry } from './payment-entries.ts'

export type AccountsEntry = IssuedEntry | MoneyMovedEntry | BooksKeptEntry

/** A document was numbered, and is immutable from here on. */
export type IssuedEntry = {
  type: 'issued'
  issuer: string
  series: string
  sequence: number
  number: string
  kind: DocumentKind
  /** what it was made from, once: `2026-10/fabrique/member/awa`; nothing is issued twice under one key */
  draft: string
  issue_date: string
  due_date: string
  period: string
  reason: AccountingDocument['reason']
  payer: Payer
  /** numbers of what it credits */
  refers_to: string[]
  net_cents: number
  vat_cents: number
  gross_cents: number
  prepaid_cents: number
  due_cents: number
  vat_totals: { category: string; rate_bp: number; base_cents: number; vat_cents: number }[]
  /** hex SHA-256 of salt ‖ canonical document */
  document_hash: string
  /** hex: the series' own chain, SHA-256 of the one before ‖ number ‖ document hash; zeros before the first */
  series_chain: string
  statement_hash: string | null
  closed_n: number | null
  by: string
}
