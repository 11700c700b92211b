/** What a year comes to, what keeps it from being closed, and closing it: on the accounts it was computed on, or not at all. */
import { accountsAt } from '#server/domain/accounting/balance.ts'
import type { YearResult } from '#server/domain/accounting/books-entries.ts'
import { fecRows } from '#server/domain/accounting/fec.ts'
import { objectionsToYear, type YearFacts, yearResult } from '#server/domain/accounting/year.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { localDate, periodOf } from '#server/domain/time.ts'
import { within } from './exports.ts'
import { type BookkeepingParts, TRIES_MAX, zoneOf } from './ports.ts'
import { type BooksNow, booksNow } from './state.ts'

export type YearNow = {
  issuer: string
  year: string
  result: YearResult
  fec_hash: string
  objections: Said[]
  /** null: open */
  closed: { n: number; result: YearResult; fec_hash: string } | null
}
export type YearQuestion = { issuer: string; year: string; keep_advances: boolean }
export type CloseYearOutcome =
  | { kind: 'closed'; n: number; result: YearResult; fec_hash: string }
  | { kind: 'objected'; objections: Said[] }
  | { kind: 'busy' }

export async function yearNow(parts: BookkeepingParts, question: YearQuestion): Promise<YearNow | null> {
  const books = await booksNow(parts, question.issuer)
  return books === null ? null : yearOf(parts, books, question)
}

export async function closeYear(
  parts: BookkeepingParts,
  { by, ...question }: YearQuestion & { by: string },
): Promise<CloseYearOutcome> {
  const { issuer, year } = question
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const books = await booksNow(parts, issuer)
    if (books === null) return { kind: 'objected', objections: [said('no-issuer', { id: issuer })] }
    const { result, fec_hash, objections } = await yearOf(parts, books, question)
    if (objections.length > 0) return { kind: 'objected', objections }
    const entry = { type: 'year-closed' as const, issuer, year, result, fec_hash, by }
    const booked = await parts.ledger.appendAccounts({ entries: [entry], accounts_n: books.n }, parts.now_ms())
    if (booked.kind === 'booked') return { kind: 'closed', n: booked.n, result, fec_hash }
  }
  return { kind: 'busy' }
}

async function yearOf(
  parts: BookkeepingParts,
  { booked, entries }: BooksNow,
  { issuer, year, keep_advances }: YearQuestion,
): Promise<YearNow> {
  const { ledger } = parts
  const directory = parts.directory()
  const zone = zoneOf(directory)
  const [closings, first_ms] = await Promise.all([ledger.closings(), ledger.firstUseAt()])
  const openings = [...directory.balances.values()].filter(opening => opening.issuer === issuer)
  const accounts = accountsAt(
    openings,
    booked.map(({ entry }) => entry),
    `${year}-12-31`,
  )
  const facts: YearFacts = {
    ...{ year, booked, keep_advances, accounts: [...accounts.values()] },
    today: localDate(parts.now_ms(), zone),
    closed_months: closings.map(({ period }) => period),
    first_month: first_ms === null ? null : periodOf(first_ms, zone),
  }
  const last = booked.findLast(({ entry }) => entry.type === 'year-closed' && entry.year === year)
  const closed = last?.entry.type === 'year-closed' ? { n: last.n, ...last.entry } : null
  return {
    ...{ issuer, year },
    result: yearResult(facts, entries),
    fec_hash: parts.files.hash(parts.files.fec(fecRows(within(entries, year)))),
    objections: objectionsToYear(facts),
    closed: closed === null ? null : { n: closed.n, result: closed.result, fec_hash: closed.fec_hash },
  }
}
