/** Days and moments in the reader's language, for pages that need no other words of people's. */
import { clock, LOCALE, longDay, ordinal } from '../i18n/format.ts'
import { language } from '../i18n/index.ts'
import { timezone } from './session.ts'

/** A day of the calendar; noon is that day in every zone of the atelier's. */
export function sayDay(day: string): string {
  const format = new Intl.DateTimeFormat(LOCALE[language.value], { dateStyle: 'long', timeZone: 'UTC' })
  return ordinal(format.format(Date.parse(`${day}T12:00:00Z`)), language.value)
}

export const sayTime = (at: string): string => clock(Date.parse(at), language.value, timezone())
export const sayMoment = (at: string): string =>
  `${longDay(Date.parse(at), language.value, timezone())}, ${sayTime(at)}`
