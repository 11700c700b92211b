/** A statement file, whichever it is: camt by its tags, anything else as a bank's CSV. */
import { readCamt } from './camt-053.ts'
import type { Columns } from './columns.ts'
import { readCsv, tableOf } from './csv.ts'
import type { StatementResult } from './line.ts'

export type StatementFile = {
  format: 'camt' | 'csv'
  /** of a CSV: its first rows and which column was taken for what, to be confirmed */
  table: { head: string[][]; columns: Columns | null } | null
  result: StatementResult
}
const HEAD_ROWS = 12

/** `columns`: as a person confirmed them; null: as guessed. */
export function readStatementFile(text: string, columns: Columns | null): StatementFile {
  if (/^\uFEFF?\s*</.test(text)) return { format: 'camt', table: null, result: readCamt(text.replace(/^\uFEFF/, '')) }
  const table = tableOf(text)
  if (table === null) return { format: 'csv', table: null, result: refused('not-a-statement') }
  const taken = columns ?? table.guessed
  const shown = { head: table.rows.slice(0, HEAD_ROWS), columns: taken }
  return { format: 'csv', table: shown, result: taken === null ? refused('columns') : readCsv(table, taken) }
}

const refused = (code: 'not-a-statement' | 'columns'): StatementResult => ({
  kind: 'refused',
  flaws: [{ line: null, code, value: '' }],
})
