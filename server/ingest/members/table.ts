/** Text → header and rows, each with the line it begins on, as a person sees it in an editor. */
import { CsvError, parse } from 'csv-parse/sync'
import type { RowProblem } from './problem.ts'

export type Table = { header: string[]; rows: { line: number; cells: string[] }[]; separator: string }

const SEPARATORS = [';', '\t', ',']
/** A village, not an atelier: whoever has more asks for a migration and not for a form. */
export const ROWS_MAX = 20_000

export function tableOf(text: string): Table | RowProblem {
  const separator = separatorOf(text)
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, {
      ...{ delimiter: separator, relax_column_count: true, skip_empty_lines: true, trim: true, info: true },
      ...{ record_delimiter: ['\r\n', '\n', '\r'], to: ROWS_MAX + 2 },
    }) as unknown as typeof records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { line: Number(error.lines ?? 1), column: null, code: 'quote', value: '' }
  }
  const [first, ...rest] = records
  if (first === undefined) return { line: 1, column: null, code: 'empty', value: '' }
  if (rest.length > ROWS_MAX) return { line: ROWS_MAX + 2, column: null, code: 'too-many-rows', value: `${ROWS_MAX}` }
  let before = first.info.lines
  const rows = rest.map(({ record, info }) => {
    const line = before + 1
    before = info.lines
    return { line, cells: record }
  })
  return { header: first.record, rows: rows.filter(({ cells }) => cells.some(cell => cell !== '')), separator }
}

/** The one that stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const first = (text.split(/\r|\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = SEPARATORS.map(separator => first.split(separator).length - 1)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ';'
}
