/**
 * The sales and payments journals in the layout of art. A47 A-1 LPF, VII: 18 fields in its order. An import for the accountant's
 * program, not the legal FEC: that one is made there, from the whole of the books. Text here; bytes are billing's.
 */
import { type BookEntry, JOURNALS } from './journal-entries.ts'
import type { EntryLine } from './posting.ts'

/** A47 A-1, VII, 1°: names and order. */
export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const

/** The rows in the order in which entries were written down, as "ordre chronologique de validation" asks. */
export const fecRows = (entries: readonly BookEntry[]): string[][] =>
  entries.flatMap(entry => entry.lines.map(line => rowOf(entry, line)))

/** In euros Montantdevise and Idevise stay empty. */
const rowOf = (entry: BookEntry, { account, auxiliary, debit_cents, credit_cents, letter }: EntryLine): string[] => [
  ...[entry.journal, JOURNALS[entry.journal], entryNumber(entry), day(entry.date)],
  ...[account.number, account.label, auxiliary?.number ?? '', auxiliary?.label ?? ''],
  ...[entry.piece, day(entry.piece_date), entry.label, amount(debit_cents), amount(credit_cents)],
  ...[letter?.code ?? '', letter === null ? '' : day(letter.date), day(entry.booked_date), '', ''],
]

/** `VE-2026-000001`: the number alone would be taken twice, once in each journal. */
const entryNumber = ({ journal, date, number }: BookEntry): string =>
  `${journal}-${date.slice(0, 4)}-${`${number}`.padStart(6, '0')}`

/** A47 A-1, III, 5°: AAAAMMJJ, without a separator. */
const day = (iso: string): string => iso.replaceAll('-', '')

/** Base ten, comma, no thousands; never a sign (A47 A-1, III, 2° to 4°). */
export function amount(cents: number): string {
  if (cents < 0) throw new RangeError(`${cents} cents: an entry has sides, not signs`)
  return `${Math.floor(cents / 100)},${`${cents % 100}`.padStart(2, '0')}`
}

/** `123456789FEC20261231.txt`: SIREN, and the last day of what it holds. */
export const fecName = (siren: string, last_day: string): string => `${siren}FEC${day(last_day)}.txt`
