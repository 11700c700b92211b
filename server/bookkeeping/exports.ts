/** The books handed out: in FEC layout for the accountant's program, and as a table for a spreadsheet. */
import { decimal } from '#server/contract/spreadsheet.ts'
import { fecName, fecRows } from '#server/domain/accounting/fec.ts'
import { type BookEntry, JOURNALS } from '#server/domain/accounting/journal-entries.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { lastDay } from '#server/domain/sharing/validity.ts'
import type { BookkeepingParts } from './ports.ts'
import { booksNow } from './state.ts'

export type BooksFile = { name: string; bytes: Uint8Array; entries: number; debit_cents: number }
export type FileOutcome = { kind: 'file'; file: BooksFile } | { kind: 'objected'; objection: Said }
/** `span` is a year `yyyy` or a month `yyyy-mm`. */
export type FileQuestion = { issuer: string; span: string }

export async function fecOf(parts: BookkeepingParts, { issuer, span }: FileQuestion): Promise<FileOutcome> {
  const books = await booksNow(parts, issuer)
  if (books === null) return { kind: 'objected', objection: said('no-issuer', { id: issuer }) }
  const { siren } = books.issuer
  if (siren === null) return { kind: 'objected', objection: said('fec-needs-siren', { issuer }) }
  const entries = within(books.entries, span)
  const name = fecName(siren, lastDayOf(span))
  return { kind: 'file', file: { name, bytes: parts.files.fec(fecRows(entries)), ...measured(entries) } }
}

const HEADER = [
  ...['Journal', 'Écriture', 'Date', 'Compte', 'Libellé du compte', 'Auxiliaire', 'Nom', 'Pièce', 'Libellé'],
  ...['Débit', 'Crédit', 'Lettrage', 'Enregistrée le'],
]

export async function csvOf(parts: BookkeepingParts, { issuer, span }: FileQuestion): Promise<FileOutcome> {
  const books = await booksNow(parts, issuer)
  if (books === null) return { kind: 'objected', objection: said('no-issuer', { id: issuer }) }
  const entries = within(books.entries, span)
  const rows = entries.flatMap(({ journal, number, date, piece, label, booked_date, lines }) =>
    lines.map(({ account, auxiliary, debit_cents, credit_cents, letter }) => [
      ...[JOURNALS[journal], number, date, account.number, account.label],
      ...[auxiliary?.number ?? '', auxiliary?.label ?? '', piece, label],
      ...[decimal(debit_cents / 100), decimal(credit_cents / 100), letter?.code ?? '', booked_date],
    ]),
  )
  const bytes = parts.files.csv([HEADER, ...rows])
  return { kind: 'file', file: { name: `journaux-${issuer}-${span}.csv`, bytes, ...measured(entries) } }
}

export const within = (entries: readonly BookEntry[], span: string): BookEntry[] =>
  entries.filter(({ date }) => date.startsWith(`${span}-`))

const lastDayOf = (span: string): string => (span.length === 4 ? `${span}-12-31` : lastDay(span))

const measured = (entries: readonly BookEntry[]): { entries: number; debit_cents: number } => ({
  entries: entries.length,
  debit_cents: entries.reduce((sum, { lines }) => lines.reduce((all, line) => all + line.debit_cents, sum), 0),
})
