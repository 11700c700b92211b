/** The VAT of a month, and saying that it was declared. */
import { type VatSummary, vatSummary } from '#server/domain/accounting/vat-summary.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { localDate } from '#server/domain/time.ts'
import { type BookkeepingParts, TRIES_MAX, zoneOf } from './ports.ts'
import { type BooksNow, booksNow } from './state.ts'

export type VatQuestion = { issuer: string; period: string }
export type DeclareVatOutcome =
  | { kind: 'declared'; n: number; summary: VatSummary }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }

/** Null: there is no such issuer. */
export async function vatOf(parts: BookkeepingParts, { issuer, period }: VatQuestion): Promise<VatSummary | null> {
  const books = await booksNow(parts, issuer)
  return books === null ? null : summaryOf(books, period)
}

/** What is said from here on about the month is held against what it says now. */
export async function declareVat(
  parts: BookkeepingParts,
  { issuer, period, by }: VatQuestion & { by: string },
): Promise<DeclareVatOutcome> {
  const today = localDate(parts.now_ms(), zoneOf(parts.directory()))
  if (today.slice(0, 7) <= period) return { kind: 'objected', objection: said('period-not-over', { period }) }
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const books = await booksNow(parts, issuer)
    if (books === null) return { kind: 'objected', objection: said('no-issuer', { id: issuer }) }
    const summary = summaryOf(books, period)
    const lines = summary.lines.map(({ category, rate_bp, base_cents, vat_cents }) => ({
      ...{ category, rate_bp, base_cents, vat_cents },
    }))
    const entry = { type: 'vat-declared' as const, issuer, period, lines, by }
    const result = await parts.ledger.appendAccounts({ entries: [entry], accounts_n: books.n }, parts.now_ms())
    if (result.kind === 'booked') return { kind: 'declared', n: result.n, summary }
  }
  return { kind: 'busy' }
}

const summaryOf = ({ issuer, booked, termsOf }: BooksNow, period: string): VatSummary =>
  vatSummary({ issuer: issuer.id, period, booked, termsOf })
