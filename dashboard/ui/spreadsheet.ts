/** A table as a French spreadsheet opens it: semicolons, decimal commas, and a byte order mark. */
const BOM = '\ufeff'

/** A cell that begins like a formula is text all the same (OWASP, CSV injection); numbers are ours and may be negative. */
export function cell(value: string | number): string {
  const text = String(value)
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-?[\d\s]+(,\d+)?$/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const decimal = (value: number): string => value.toFixed(2).replace('.', ',')
export const hoursOf = (ms: number): string => decimal(ms / 3_600_000)

export const spreadsheet = (lines: readonly (string | number)[][]): string =>
  BOM + lines.map(line => line.map(cell).join(';')).join('\r\n')

export function saveSpreadsheet(name: string, lines: readonly (string | number)[][]): void {
  const url = URL.createObjectURL(new Blob([spreadsheet(lines)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
