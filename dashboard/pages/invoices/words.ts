/** Figures and dates of invoices in the reader's language. */
import { euros, LOCALE, monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { isMonth } from '../../time/zone.ts'

export const money = (cents: number): string => euros(cents, language.value)
/** A credit note gives back. */
export const signed = (kind: string, cents: number): string => money(kind === 'credit-note' ? -cents : cents)

export { sayDay as day } from '../../ui/say-day.ts'
export const shortDate = (date: string): string =>
  new Intl.DateTimeFormat(LOCALE[language.value], { dateStyle: 'short', timeZone: 'UTC' }).format(Date.parse(date))

export const rate = (percent: number): string =>
  new Intl.NumberFormat(LOCALE[language.value], { style: 'percent', maximumFractionDigits: 2 }).format(percent / 100)

/** A settled year stays a year. */
export const periodName = (period: string): string => (isMonth(period) ? monthName(period, language.value) : period)
