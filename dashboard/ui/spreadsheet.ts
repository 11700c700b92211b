/** Saves a table as a French spreadsheet opens it. */
import { decimal, spreadsheet } from '#server/contract/spreadsheet.ts'

export { cell, decimal, spreadsheet } from '#server/contract/spreadsheet.ts'
export const hoursOf = (ms: number): string => decimal(ms / 3_600_000)

export function saveSpreadsheet(name: string, lines: readonly (string | number)[][]): void {
  const url = URL.createObjectURL(new Blob([spreadsheet(lines)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
