/**
 * Compares a derived table with what the replay brings about, side by side and in the order both were written, so that no
 * more than one row is in memory. Each row names the journal entry `n` it comes from; that is what brings the two back
 * into step after a row too many or too few.
 */
import { canonical } from '#server/domain/canonical.ts'
import type { Problems } from './problems.ts'

export type Row = Record<string, unknown>

export type RowsOptions = {
  table: string
  /** rows in the order of their journal entries, each with its key in words and the entry it claims to come from */
  rows: Iterable<Row>
  key: (row: Row) => string
  n: (row: Row) => number
  problems: Problems
}

export class Rows {
  readonly #options: RowsOptions
  readonly #iterator: Iterator<Row>
  #next: Row | null

  constructor(options: RowsOptions) {
    this.#options = options
    this.#iterator = options.rows[Symbol.iterator]()
    this.#next = this.#advance()
  }

  /** The replay says that entry `n` makes a row with these columns. Returns the row it met, for columns filled in later. */
  expect(n: number, expected: Row): Row | null {
    const { table, key, problems } = this.#options
    this.#dropBefore(n)
    const row = this.#next
    if (row === null || this.#options.n(row) !== n) {
      problems.add(`${table}: the row that journal ${n} makes is missing`)
      return null
    }
    this.#next = this.#advance()
    compare(`${table} ${key(row)}`, row, expected, problems)
    return row
  }

  /** Whatever is left came from nowhere. */
  finish(): void {
    this.#dropBefore(Number.POSITIVE_INFINITY)
  }

  #dropBefore(n: number): void {
    const { table, key, problems } = this.#options
    while (this.#next !== null && this.#options.n(this.#next) < n) {
      problems.add(`${table} ${key(this.#next)}: nothing in the journal makes this row`)
      this.#next = this.#advance()
    }
  }

  #advance(): Row | null {
    const step = this.#iterator.next()
    return step.done === true ? null : step.value
  }
}

/** Names each column that differs. */
export function compare(where: string, row: Row, expected: Row, problems: Problems): void {
  for (const [column, value] of Object.entries(expected)) {
    const kept = row[column]
    if (kept !== value && canonical(kept) !== canonical(value))
      problems.add(`${where}: ${column} is ${canonical(kept)}, by the journal it is ${canonical(value)}`)
  }
}
