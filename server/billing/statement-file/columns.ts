/**
 * Which column of a bank's export means what. French banks agree on nothing but the words; what is guessed is shown, and a
 * person confirms it before anything is kept.
 */

export type Columns = {
  /** number of the first line of data, from 0 */
  first: number
  date: number
  /** joined with a blank */
  label: number[]
  /** one signed column, or one for each way */
  amount: number | null
  debit: number | null
  credit: number | null
  reference: number | null
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()

/** The more telling first: several date columns are the rule, and the day of booking is the bank's own. */
const WORDS = {
  date: [/^date (de )?(comptabilisation|comptable)/, /^date (de l )?operation/, /^date op/, /^date$/, /^date/, /^jour/],
  label: [
    /libelle/,
    /detail/,
    /motif/,
    /informations? complementaire/,
    /commentaire/,
    /^operation$/,
    /description/,
    /tiers/,
  ],
  debit: [/^debit/, /depense/],
  credit: [/^credit/, /recette/],
  amount: [/^montant/, /^amount/, /^somme/],
  reference: [/^reference/, /^ref /, /^ref$/, /numero d ?operation/, /^n ?operation/, /^transaction/],
} as const

const findIn = (header: readonly string[], words: readonly RegExp[]): number | null => {
  for (const word of words) {
    const at = header.findIndex(cell => word.test(cell))
    if (at !== -1) return at
  }
  return null
}

/** Null: no line of it looks like a header. Banks put account, holder and balance above it. */
export function guessColumns(rows: readonly (readonly string[])[]): Columns | null {
  for (const [i, row] of rows.slice(0, 30).entries()) {
    const header = row.map(plain)
    const date = findIn(header, WORDS.date)
    const [debit, credit] = [findIn(header, WORDS.debit), findIn(header, WORDS.credit)]
    const amount = findIn(header, WORDS.amount)
    const label = header.flatMap((cell, at) => (WORDS.label.some(word => word.test(cell)) ? [at] : []))
    if (date === null || label.length === 0) continue
    const reference = findIn(header, WORDS.reference)
    if (debit !== null && credit !== null) return { first: i + 1, date, label, amount: null, debit, credit, reference }
    if (amount !== null) return { first: i + 1, date, label, amount, debit: null, credit: null, reference }
  }
  return null
}
