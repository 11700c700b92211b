import { addDays, addMonths } from '#server/domain/time.ts'
import { type Element, el, text } from './element.ts'

/** UNTDID 2379 code 102: `yyyymmdd`. */
const FORMAT = { format: '102' }
const compact = (date: string): string => date.replaceAll('-', '')

export const dateTime = (name: string, date: string): Element =>
  el(name, text('udt:DateTimeString', compact(date), FORMAT))

/** BT-26 alone is written in another namespace. */
export const formattedDateTime = (name: string, date: string): Element =>
  el(name, text('qdt:DateTimeString', compact(date), FORMAT))

/** First and last day of a month `yyyy-mm` or a year `yyyy`. */
export function daysOf(period: string): { first: string; last: string } {
  const year = period.length === 4
  const first = year ? `${period}-01-01` : `${period}-01`
  return { first, last: addDays(addMonths(first, year ? 12 : 1), -1) }
}
