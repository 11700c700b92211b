/** Amounts as banks write them, to integer cents and never through a float. */

/** More than a hundred million euros on one line of a workshop's account is a misread column. */
const DIGITS_MAX = 9

/** ISO 20022: digits, a point, at most five decimals of which SEPA uses two. */
export function centsOfDecimal(text: string): number | null {
  const parts = /^\+?(\d+)(?:\.(\d{1,5}))?$/.exec(text.trim())
  if (parts === null) return null
  const [, euros = '', decimals = ''] = parts
  if (euros.replace(/^0+/, '').length > DIGITS_MAX || /[1-9]/.test(decimals.slice(2))) return null
  return Number(`${euros}${decimals.slice(0, 2).padEnd(2, '0')}`)
}

/** As French exports write it: `-1 234,56`, `1.234,56`, `1234.56`, `12,5 €`, `+3`, `(12,00)`, `12,00-`. */
export function centsOfFrench(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f€]|EUR/g, '').replace(/[−–]/g, '-')
  const parts = /^([+-]?)(\(?)(\d[\d.,']*)(\)?)([+-]?)$/.exec(bare)
  if (parts === null) return null
  const [, before = '', opened = '', digits = '', closed = '', after = ''] = parts
  if ((opened === '') !== (closed === '') || (before !== '' && after !== '')) return null
  const negative = before === '-' || after === '-' || opened !== ''
  const cents = centsOfDecimal(pointed(digits))
  return cents === null ? null : negative && cents !== 0 ? -cents : cents
}

/** The last separator is the decimal one, unless three digits follow and nothing else tells them apart: then it groups. */
function pointed(digits: string): string {
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'))
  if (last === -1) return digits.replaceAll("'", '')
  const whole = digits.slice(0, last).replace(/[.,']/g, '')
  const rest = digits.slice(last + 1)
  const groups = rest.length === 3 && digits[last] === '.'
  return groups ? `${whole}${rest}` : `${whole}.${rest}`
}

/** ISO, or `22/11/2026`, `22-11-26`, `22.11.2026`. Null where the calendar has no such day. */
export function dateOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim())
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(text.trim())
  const [year, month, day] =
    iso !== null ? [iso[1], iso[2], iso[3]] : french !== null ? [century(french[3] ?? ''), french[2], french[1]] : []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const read = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date ? null : date
}
const century = (year: string): string => (year.length === 2 ? `20${year}` : year)
