/**
 * Whether a month's plain sessions may be added up before they are priced and shared, and between which days: a sum is priced
 * like its parts as long as no term looks at single sessions and everything that asks for the date is the same.
 */
import { Temporal } from 'temporal-polyfill'
import type { Directory } from '../directory.ts'
import { addMonths } from '../time.ts'
import { needsEachSession } from './tariff-terms.ts'
import { billingOf, firstDay, lastDay } from './validity.ts'

/** First days of the slices, the month's own first; null: each session has to be priced by itself. */
export function slicesOf(directory: Directory, period: string): string[] | null {
  const first = firstDay(period)
  const last = lastDay(period)
  const priced = [...directory.tariffs.values()].filter(tariff => billingOf(directory, tariff.issuer) !== 'share')
  if (directory.pack_sales.size > 0 || priced.some(needsEachSession)) return null
  const turns = [
    ...priced.flatMap(turnsOf),
    ...[...directory.issuers.values()].flatMap(turnsOf),
    ...[...directory.loans.values()].flatMap(turnsOf),
    ...[...directory.members.values()].flatMap(member => [
      ...(member.payers ?? []).map(({ from }) => from),
      ...priced.flatMap(tariff => [
        ...(tariff.charter === true && member.charter_signed !== null ? [member.charter_signed] : []),
        ...monthsOfActivity(member.activity_started, tariff.first_months ?? null),
      ]),
    ]),
  ]
  return [first, ...new Set(turns.filter(date => date > first && date <= last).sort())]
}

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString()

const turnsOf = ({
  valid_from,
  valid_until,
}: {
  valid_from?: string | null
  valid_until?: string | null
}): string[] => [...(valid_from ? [valid_from] : []), ...(valid_until ? [dayAfter(valid_until)] : [])]

const monthsOfActivity = (started: string | null, months: number | null): string[] =>
  started === null || months === null ? [] : [started, addMonths(started, months)]
