/** A table as a French spreadsheet opens it: semicolons, decimal commas, CR LF, and a byte order mark. Server and pages write it alike. */
const BOM = '\ufeff'

/**
 * A cell that begins like a formula is text all the same (OWASP, CSV injection): an apostrophe says so. Numbers are ours, may be
 * negative, and stay numbers.
 */
export function cell(value: string | number): string {
  if (typeof value === 'number') return `${value}`.replace('.', ',')
  const safe = /^[=+\-@\t\r\n]/.test(value) && !/^-?[\d\s]+(,\d+)?$/.test(value) ? `'${value}` : value
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const decimal = (value: number): string => value.toFixed(2).replace('.', ',')

export const spreadsheet = (lines: readonly (readonly (string | number)[])[]): string =>
  BOM + lines.map(line => line.map(cell).join(';')).join('\r\n')
