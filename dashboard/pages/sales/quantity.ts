/** Quantities are kept in thousandths of a unit, as integers: `1,5` m² is 1500. */
import { LOCALE } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'

/** null where it is no quantity, or finer than a thousandth. */
export function thousandthsOf(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d{1,6}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * 1_000) : null
}

export const quantityWords = (thousandths: number): string =>
  new Intl.NumberFormat(LOCALE[language.value], { maximumFractionDigits: 3 }).format(thousandths / 1_000)
