/** A year's settlement as it is told before it is due: all of the year, and what it would come to if the year had ended with its last month. */
import type { Directory } from '../directory.ts'
import { lastMonthOf, type SettledIssuer, type Settlement, settleYear } from './settlement.ts'
import type { PeriodStatement } from './statement.ts'
import { isTrial } from './validity.ts'
import type { MonthOfUse } from './what-if.ts'

/** Months, both included. */
export type SoFar = Omit<SettledIssuer, 'issuer'> & { from: string; through: string }
export type SettlementNow = {
  year: string
  issuers: (SettledIssuer & {
    /** the month whose closing makes it due; null: it is closed */
    provisional_until: string | null
    /** null: it is due, or no month of the year is over yet */
    so_far: SoFar | null
  })[]
}

export type YearNow = {
  year: string
  months: readonly MonthOfUse[]
  /** statements of the closed ones */
  closed: readonly PeriodStatement[]
  /** the first month in which something was metered; null: nothing was */
  first: string | null
  /** the month that runs */
  present: string
}

/** Months close one after another from the first that was metered: what was never closed was never charged in advance either. */
export const closedAmong = (months: readonly MonthOfUse[], closed: readonly PeriodStatement[]): MonthOfUse[] =>
  months.filter(({ period }) => closed.some(one => one.period === period))

/**
 * All of a running year has costs to come and no payments to come: its balance is nobody's debt. Of months that are over, both are in. Those
 * before the first one metered were lived without Navette, as was what they paid; those on trial issue nothing.
 */
export function settlementNow(directory: Directory, { year, months, closed, first, present }: YearNow): SettlementNow {
  const over = months.filter(
    ({ period }) =>
      period.startsWith(`${year}-`) &&
      first !== null &&
      first <= period &&
      period < present &&
      !isTrial(directory, period),
  )
  const ended = settleYear(directory, year, over, closed)
  const settled = settleYear(directory, year, closedAmong(months, closed), closed)
  const of = ({ issuers }: Settlement, id: string) => issuers.find(({ issuer }) => issuer === id)
  return {
    year,
    issuers: settleYear(directory, year, months, closed).issuers.map(whole => {
      const last = lastMonthOf(directory, whole.issuer, year)
      const due = closed.some(({ period }) => period === last)
      const until_now = of(ended, whole.issuer)
      return {
        ...((due ? of(settled, whole.issuer) : null) ?? whole),
        provisional_until: due ? null : last,
        so_far: due || until_now === undefined ? null : soFar(directory, until_now, over),
      }
    }),
  }
}

function soFar(directory: Directory, { issuer: _, ...sums }: SettledIssuer, over: readonly MonthOfUse[]): SoFar | null {
  const from = over[0]?.period
  const through = over.at(-1)?.period
  if (from === undefined || through === undefined) return null
  // A pack sold since is paid for since, too
  const sold = (sale: string): boolean => (directory.pack_sales.get(sale)?.date.slice(0, 7) ?? '') <= through
  const payers = sums.payers.map(one => ({ ...one, unused_packs: one.unused_packs.filter(({ sale }) => sold(sale)) }))
  return { from, through, ...sums, payers }
}
