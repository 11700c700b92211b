/** Integer cents as the decimal euros of ISO 20022: digits and a point, never through a float. */
export function decimal(cents: number): string {
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError(`${cents} is no amount of a bank file`)
  const digits = `${cents}`.padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** ActiveOrHistoricCurrencyAndAmount as SEPA limits it: 0.01 to 999 999 999.99. */
export const SEPA_CENTS_MAX = 99_999_999_999

export const sumOf_cents = (items: readonly { cents: number }[]): number =>
  items.reduce((sum, item) => sum + item.cents, 0)
