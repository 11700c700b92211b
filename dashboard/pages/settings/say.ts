/** Numbers and days as this page writes them into its fields and rows. */
import { LOCALE } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'

/** As one types it: `12,15`. */
export const sayDecimal = (value: number | null): string =>
  value === null ? '' : String(value).replace('.', language.value === 'fr' ? ',' : '.')
export const sayCents = (cents: number | null): string =>
  cents === null ? '' : sayDecimal(cents % 100 === 0 ? cents / 100 : Number((cents / 100).toFixed(2)))

/** In groups of four, as it stands on a statement. */
export const sayIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, '$1\u00a0')
export const saySiren = (number: string): string =>
  number.replace(/^(\d{3})(\d{3})(\d{3})/, '$1\u00a0$2\u00a0$3\u00a0').trim()

/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1, 12)
const DAY_MS = 86_400_000
export const dayName = (day: number, weekday: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(LOCALE[language.value], { weekday, timeZone: 'UTC' }).format(MONDAY_MS + (day - 1) * DAY_MS)
