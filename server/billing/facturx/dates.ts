import { lastDay } from '#server/domain/sharing/validity.ts'
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
  const [from, to] = period.length === 4 ? [`${period}-01`, `${period}-12`] : [period, period]
  return { first: `${from}-01`, last: lastDay(to) }
}
