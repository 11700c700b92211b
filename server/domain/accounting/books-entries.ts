/** The words of the books: a month's VAT was declared, a year was closed. Figures only; nothing in them names a person. */

export type VatDeclaredEntry = {
  type: 'vat-declared'
  issuer: string
  /** `yyyy-mm` */
  period: string
  /** as they stood when they were declared */
  lines: { category: string; rate_bp: number; base_cents: number; vat_cents: number }[]
  by: string
}

/** From here on nothing dated in the year is issued or booked in this issuer's name. */
export type YearClosedEntry = {
  type: 'year-closed'
  issuer: string
  /** `yyyy` */
  year: string
  result: YearResult
  /** hex SHA-256 of the year's file in FEC layout, so that a later one can be held against it */
  fec_hash: string
  by: string
}

export type YearResult = {
  /** accounts of class 7 less class 6, as far as they are kept here: sales, credit notes, fees */
  income_cents: number
  billed_cents: number
  credited_cents: number
  vat_cents: number
  received_cents: number
  refunded_cents: number
  /** what payers owe at the end of the year, and what stands to their credit */
  owed_cents: number
  advances_cents: number
  documents: number
  entries: number
}

export type BooksKeptEntry = VatDeclaredEntry | YearClosedEntry

/** `vat/2026-10`, `year/2026`: by which it is found again. */
export const subjectOfBooks = (entry: BooksKeptEntry): string =>
  entry.type === 'vat-declared' ? `vat/${entry.period}` : `year/${entry.year}`
