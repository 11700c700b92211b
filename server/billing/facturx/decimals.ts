/** Integers to the decimals of XML: digits are moved, never divided, so that no float is ever between a cent and its text. */

function shifted(value: number, digits: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no exact integer`)
  const figures = `${Math.abs(value)}`.padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  return `${value < 0 ? '-' : ''}${whole}.${figures.slice(figures.length - digits)}`
}

/** Two decimals, always (BR-DEC-01 to 28; BR-FR-DEC-01). */
export const amount = (cents: number): string => shifted(cents, 2)
/** Four decimals, the most there may be (BR-FR-DEC-02). */
export const quantity = (ten_thousandths: number): string => shifted(ten_thousandths, 4)
/** Five decimals of at most six (BR-FR-DEC-03). */
export const unitPrice = (mc: number): string => shifted(mc, 5)
/** `20.00`, `5.50`: the spelling BR-FR-16 lists. */
export const percent = (rate_bp: number): string => shifted(rate_bp, 2)
