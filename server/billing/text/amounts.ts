/** Amounts, quantities, rates and times as a French reader writes them, from integers: digits are moved, never divided. */

/** U+202F between thousands and U+00A0 before a unit: an amount is never torn at the end of a line. */
const THIN = '\u202f'
const HARD = '\u00a0'
const MINUS = '\u2212'

const grouped = (figures: string): string => figures.replace(/\B(?=(\d{3})+$)/g, THIN)

/** `least` decimals are kept, more only where they say something. */
function decimal(value: number, digits: number, least: number): string {
  const figures = `${Math.abs(value)}`.padStart(digits + 1, '0')
  const whole = grouped(figures.slice(0, figures.length - digits))
  const shown = figures
    .slice(figures.length - digits)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  return `${value < 0 ? MINUS : ''}${whole}${shown === '' ? '' : `,${shown}`}`
}

export const euros = (cents: number): string => `${decimal(cents, 2, 2)}${HARD}€`
/** Without its sign, in a column whose head says euros. */
export const figures = (cents: number): string => decimal(cents, 2, 2)
export const unitPrice = (mc: number): string => decimal(mc, 5, 2)
export const quantity = (ten_thousandths: number): string => decimal(ten_thousandths, 4, 0)
export const percent = (rate_bp: number): string => `${decimal(rate_bp, 2, 0)}${HARD}%`

const MINUTE_MS = 60_000n
/** `42 h 05`; less than an hour: `37 min`. Rounded to the minute, as on screens. */
export function duration(ms: number): string {
  const minutes = (BigInt(ms) + MINUTE_MS / 2n) / MINUTE_MS
  if (minutes < 60n) return `${minutes}${HARD}min`
  return `${minutes / 60n}${HARD}h${HARD}${`${minutes % 60n}`.padStart(2, '0')}`
}
