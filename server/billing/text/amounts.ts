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

/** `42 h 05`; less than an hour: `37 min`, less than a minute: `19 s`. Cut, never rounded up: as screens say it (docs/sharing.md). */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 60) return `${seconds}${HARD}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}${HARD}min`
  return `${Math.floor(minutes / 60)}${HARD}h${HARD}${`${minutes % 60}`.padStart(2, '0')}`
}
