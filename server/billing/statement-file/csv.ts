/** A bank's CSV export: delimiter and columns guessed, amounts to cents, every line that cannot be read named. */
import { CsvError, parse } from 'csv-parse/sync'
import { centsOfFrench, dateOf } from './amounts.ts'
import { type Columns, guessColumns } from './columns.ts'
import type { StatementFlaw, StatementLine, StatementResult } from './line.ts'

export const CSV_ROWS_MAX = 20_000
const DELIMITERS = [';', '\t', ','] as const

export type CsvTable = { rows: string[][]; guessed: Columns | null }

/** Null: no table at all. */
export function tableOf(text: string): CsvTable | null {
  const tables = DELIMITERS.flatMap(delimiter => {
    const rows = parsed(text, delimiter)
    return rows === null ? [] : [{ rows, guessed: guessColumns(rows) }]
  })
  return (
    tables.find(table => table.guessed !== null) ?? tables.find(table => table.rows.some(row => row.length > 2)) ?? null
  )
}

function parsed(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true },
      to: CSV_ROWS_MAX + 1,
    }) as string[][]
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

export function readCsv({ rows }: CsvTable, columns: Columns): StatementResult {
  if (rows.length > CSV_ROWS_MAX)
    return { kind: 'refused', flaws: [{ line: null, code: 'too-large', value: `${CSV_ROWS_MAX}` }] }
  const flaws: StatementFlaw[] = []
  const skipped: StatementFlaw[] = []
  const lines = rows.slice(columns.first).flatMap((row, i) => {
    const read = lineOf(row, columns)
    if ('code' in read) {
      const flaw = { line: columns.first + i + 1, ...read }
      // Banks end with a balance or blanks: where no date is even meant, there is no line
      if (read.code === 'date' && !/^\d+\D\d+\D\d+/.test(read.value)) skipped.push(flaw)
      else flaws.push(flaw)
      return []
    }
    return [read]
  })
  if (flaws.length > 0) return { kind: 'refused', flaws }
  if (lines.length === 0) return { kind: 'refused', flaws: [{ line: null, code: 'not-a-statement', value: '' }] }
  return { kind: 'read', statements: [{ iban: null, lines }], skipped }
}

function lineOf(row: readonly string[], columns: Columns): StatementLine | Pick<StatementFlaw, 'code' | 'value'> {
  const cell = (at: number | null): string => (at === null ? '' : (row[at] ?? ''))
  const date = dateOf(cell(columns.date))
  if (date === null) return { code: 'date', value: cell(columns.date) }
  const cents = centsOf(cell(columns.amount), cell(columns.debit), cell(columns.credit))
  if (cents === null)
    return { code: 'amount', value: cell(columns.amount) || `${cell(columns.debit)} ${cell(columns.credit)}` }
  return {
    ...{ date, cents, name: null, iban: null, end_to_end: null, mandate: null, batch: null, reason: null },
    text: columns.label
      .map(at => cell(at))
      .filter((text, i, all) => text !== '' && all.indexOf(text) === i)
      .join(' ')
      .replace(/\s+/g, ' '),
    servicer_ref: cell(columns.reference) || null,
  }
}

/** Some banks write debits with a minus, some without; a debit column always takes money away. */
function centsOf(amount: string, debit: string, credit: string): number | null {
  if (amount !== '') return centsOfFrench(amount)
  const [out, into] = [debit, credit].map(text => (text === '' ? 0 : centsOfFrench(text)))
  if (out == null || into == null || (debit === '' && credit === '')) return null
  return Math.abs(into) - Math.abs(out)
}
