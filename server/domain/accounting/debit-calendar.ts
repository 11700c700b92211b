/**
 * Days on which money moves. TARGET is closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and
 * 26 December (Guideline ECB/2022/8, annex V); a direct debit is settled on no other day.
 */
import { Temporal } from 'temporal-polyfill'
import { addDays } from '../time.ts'

const FIXED = new Set(['01-01', '05-01', '12-25', '12-26'])

/** Gregorian Easter, Meeus's algorithm (Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${two(month)}-${two(day)}`
}
const two = (n: number): string => `${n}`.padStart(2, '0')

export function isTargetDay(date: string): boolean {
  const weekday = Temporal.PlainDate.from(date).dayOfWeek
  if (weekday > 5 || FIXED.has(date.slice(5))) return false
  const easter = easterSunday(Number(date.slice(0, 4)))
  return date !== addDays(easter, -2) && date !== addDays(easter, 1)
}

/** Whole days from one date to another; negative before it. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days

/** That day, or the next one TARGET is open. */
export function targetDayFrom(date: string): string {
  let day = date
  while (!isTargetDay(day)) day = addDays(day, 1)
  return day
}

export function addTargetDays(date: string, days: number): string {
  let day = date
  for (let left = days; left > 0; left--) day = targetDayFrom(addDays(day, 1))
  return day
}

export type DebitTimes = {
  /** days between telling the payer and collecting: 14 unless agreed otherwise (SEPA Core rulebook, AT-59) */
  notice_days: number
  /** TARGET days the bank wants the file before; D−1 by the rulebook, most banks ask for one more */
  bank_days: number
}
export const DEBIT_TIMES: DebitTimes = { notice_days: 14, bank_days: 2 }

/** The first day a document may be collected: told in time, due, and within the bank's reach. */
export function collectionDay(
  document: { issue_date: string; due_date: string },
  today: string,
  { notice_days, bank_days }: DebitTimes,
): string {
  const told = addDays(document.issue_date, notice_days)
  const reach = addTargetDays(today, bank_days)
  return targetDayFrom([told, document.due_date, reach].toSorted().at(-1) ?? told)
}
