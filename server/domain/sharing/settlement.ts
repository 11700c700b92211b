/**
 * Settlement of a year (régularisation): what each was charged in advance by provisional tariffs, against the share of actual
 * costs. Positive: still owed; negative: to be given back. Only issuers whose billing is `provisional` (contract §7).
 */
import type { Directory } from '../directory.ts'
import { type PeriodStatement, periodStatement } from './statement.ts'
import { type UnusedPack, unusedPacks } from './unused-packs.ts'
import type { Payer } from './use.ts'
import { billingOf } from './validity.ts'
import type { MonthOfUse } from './what-if.ts'

export type SettledPayer = {
  payer: Payer
  advance_cents: number
  share_cents: number
  /** share − advance */
  balance_cents: number
  months: { period: string; advance_cents: number; share_cents: number }[]
  /** of what they paid in advance, packs nobody used: it is in the balance, and named */
  unused_packs: UnusedPack[]
}
export type SettledIssuer = {
  issuer: string
  costs_cents: number
  advance_cents: number
  share_cents: number
  cooperative_cents: number
  balance_cents: number
  payers: SettledPayer[]
}
export type Settlement = { year: string; issuers: SettledIssuer[] }

/**
 * `advances`: what was really charged, from the closed months; a month that is not among them counts as its preview. The cost
 * side is the month's pools as they are known now, so that a late purchase is in it.
 */
export function settleYear(
  directory: Directory,
  year: string,
  months: readonly MonthOfUse[],
  advances: readonly PeriodStatement[] = [],
): Settlement {
  // A month on trial issues nothing, then or later
  const compared = comparedMonths(directory, year, months, advances).filter(({ advance }) => !advance.trial)
  return { year, issuers: provisionalIssuers(directory).map(issuer => settleIssuer(directory, year, issuer, compared)) }
}

export const provisionalIssuers = (directory: Directory): string[] =>
  [...directory.issuers.keys()].filter(id => billingOf(directory, id) === 'provisional').sort()

/** The month whose closing makes a year due: December, or the one in which the issuer ended. */
export function lastMonthOf(directory: Directory, issuer: string, year: string): string {
  const until = directory.issuers.get(issuer)?.valid_until ?? null
  return until?.startsWith(`${year}-`) ? until.slice(0, 7) : `${year}-12`
}

/** A month as it was charged in advance, and as its actual costs share it. */
export type Compared = { period: string; advance: PeriodStatement; share: PeriodStatement }

export function comparedMonths(
  directory: Directory,
  year: string,
  months: readonly MonthOfUse[],
  advances: readonly PeriodStatement[],
): Compared[] {
  const shared = asShare(directory, provisionalIssuers(directory))
  return months
    .filter(({ period }) => period.startsWith(`${year}-`))
    .map(({ corrected, ...month }) => ({
      period: month.period,
      advance:
        advances.find(one => one.period === month.period) ??
        periodStatement({ directory, ...month, ...(corrected && { corrected }) }),
      // What corrects an advance is no cost: the time that is shared weighs by this month's unit
      share: periodStatement({ directory: shared, ...month }),
    }))
}

function settleIssuer(
  directory: Directory,
  year: string,
  issuer: string,
  statements: readonly Compared[],
): SettledIssuer {
  const payers = new Map<string, SettledPayer>()
  const note = (period: string, statement: PeriodStatement, side: 'advance_cents' | 'share_cents'): void => {
    for (const { payer, issuers } of statement.payers) {
      const cents = issuers.find(one => one.issuer === issuer)?.total_cents ?? 0
      if (cents !== 0) noteMonth(payers, payer, period, side, cents)
    }
  }
  let costs_cents = 0
  let cooperative_cents = 0
  for (const { period, advance, share } of statements) {
    note(period, advance, 'advance_cents')
    note(period, share, 'share_cents')
    for (const pool of share.pools.filter(one => one.issuer === issuer)) {
      costs_cents += pool.amount_cents
      cooperative_cents += pool.cooperative_cents
    }
  }
  const advances = statements.map(({ advance }) => advance)
  for (const { payer, unused } of unusedPacks(directory, issuer, year, advances))
    payers.get(keyOf(payer))?.unused_packs.push(unused)
  const settled = [...payers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, payer]) => payer)
  const sum = (field: 'advance_cents' | 'share_cents' | 'balance_cents'): number =>
    settled.reduce((total, payer) => total + payer[field], 0)
  return {
    ...{ issuer, costs_cents, cooperative_cents },
    advance_cents: sum('advance_cents'),
    share_cents: sum('share_cents'),
    balance_cents: sum('balance_cents'),
    payers: settled,
  }
}

const keyOf = ({ kind, id }: Payer): string => `${kind}/${id}`

function noteMonth(
  payers: Map<string, SettledPayer>,
  payer: Payer,
  period: string,
  side: 'advance_cents' | 'share_cents',
  cents: number,
): void {
  const none = { advance_cents: 0, share_cents: 0, balance_cents: 0 }
  const settled = payers.get(keyOf(payer)) ?? { payer, ...none, months: [], unused_packs: [] }
  payers.set(keyOf(payer), settled)
  let month = settled.months.find(one => one.period === period)
  if (month === undefined) {
    month = { period, advance_cents: 0, share_cents: 0 }
    settled.months.push(month)
  }
  month[side] += cents
  settled[side] += cents
  settled.balance_cents = settled.share_cents - settled.advance_cents
}

/** The same atelier, its provisional issuers sharing their costs instead of pricing. Others price and share as they do. */
function asShare(directory: Directory, provisional: readonly string[]): Directory {
  const issuers = new Map(directory.issuers)
  for (const id of provisional) {
    const issuer = issuers.get(id)
    if (issuer !== undefined) issuers.set(id, { ...issuer, billing: 'share' })
  }
  return { ...directory, issuers }
}
