/** What is in force when: issuers change in mid-year, pools and tariffs begin and end. ISO dates and months compare as text. */
import { Temporal } from 'temporal-polyfill'
import type { Billing, Directory, MemberFacts, PoolFacts } from '../directory.ts'
import { divideHalfUp } from '../money.ts'
import { isActive as isActiveOn } from '../who/membership.ts'

/** An issuer may carry its own billing; otherwise the site's holds. */
export const billingOf = (directory: Directory, issuer: string): Billing =>
  directory.issuers.get(issuer)?.billing ?? directory.site?.billing ?? 'share'

/** Both ends included. */
export function issuerInForce(directory: Directory, issuer: string, date: string): boolean {
  const facts = directory.issuers.get(issuer)
  if ((facts?.valid_from ?? null) !== null && date < (facts?.valid_from ?? '')) return false
  return (facts?.valid_until ?? null) === null || date <= (facts?.valid_until ?? '')
}

export const daysOf = (period: string): number => Temporal.PlainYearMonth.from(period).daysInMonth
export const firstDay = (period: string): string => `${period}-01`
export const lastDay = (period: string): string => `${period}-${daysOf(period)}`

/** Months counted from year 0: differences are what matters. */
export const monthIndex = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1
export function periodOfIndex(index: number): string {
  return `${Math.floor(index / 12)}`.padStart(4, '0') + `-${(index % 12) + 1}`.replace(/-(\d)$/, '-0$1')
}
/** `from` to `until`, both included. */
export const monthsBetween = (from: string, until: string): string[] =>
  Array.from({ length: Math.max(0, monthIndex(until) - monthIndex(from) + 1) }, (_, i) =>
    periodOfIndex(monthIndex(from) + i),
  )

/** First and last day. */
export type Span = { from: string; to: string }

/** The part of a month in which a pool counts; null: not at all. */
export function poolSpan(directory: Directory, pool: PoolFacts, period: string): Span | null {
  if ((pool.valid_from ?? null) !== null && period < (pool.valid_from ?? '')) return null
  if ((pool.valid_until ?? null) !== null && period > (pool.valid_until ?? '')) return null
  const issuer = directory.issuers.get(pool.issuer)
  const from = later(firstDay(period), issuer?.valid_from ?? null)
  const to = earlier(lastDay(period), issuer?.valid_until ?? null)
  return from > to ? null : { from, to }
}

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a)
const earlier = (a: string, b: string | null): string => (b !== null && b < a ? b : a)

/**
 * What falls on the days of a span, of something that holds for its whole month. A difference of two sums, so that issuers who
 * follow one another in mid-month have it all together, and nothing of it twice.
 */
export function partOfMonth(of_month: number, { from, to }: Span): number {
  const days = BigInt(daysOf(from.slice(0, 7)))
  const until = (day: number): bigint => divideHalfUp(BigInt(of_month) * BigInt(day), days)
  return Number(until(dayOf(to)) - until(dayOf(from) - 1))
}

const dayOf = (date: string): number => Number(date.slice(8))

/** A member on at least one day of the month: only then an equal share is theirs. */
export const isActive = (member: MemberFacts, period: string): boolean =>
  isActiveWithin(member, { from: firstDay(period), to: lastDay(period) })

/** Within one month. */
export function isActiveWithin(member: MemberFacts, { from, to }: Span): boolean {
  for (let day = dayOf(from); day <= dayOf(to); day += 1)
    if (isActiveOn(member, `${from.slice(0, 8)}${`${day}`.padStart(2, '0')}`)) return true
  return false
}

/** Up to and including `trial_until` a month runs beside the old way of counting: everything computed, nothing issued. */
export function isTrial(directory: Directory, period: string): boolean {
  const until = directory.site?.trial_until ?? null
  return until !== null && period <= until
}
