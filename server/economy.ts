/**
 * What the treasurer asks about months that are over or under way: each gathers the months' settled use and lets the pure core
 * compute. Nothing is written.
 */
import type { Directory } from './domain/directory.ts'
import { statementInput } from './domain/periods/input.ts'
import { type MonthEconomics, monthEconomics } from './domain/sharing/break-even.ts'
import { type FundersReport, fundersReport } from './domain/sharing/funders.ts'
import { type Compared, comparedMonths, type Settlement, settleYear } from './domain/sharing/settlement.ts'
import type { PeriodStatement } from './domain/sharing/statement.ts'
import { monthsBetween } from './domain/sharing/validity.ts'
import { type Changes, type MonthOfUse, type WhatIf, whatIf } from './domain/sharing/what-if.ts'
import { type MonthUseLedger, monthUse } from './month-use.ts'

export interface EconomyLedger extends MonthUseLedger {
  closings(): Promise<{ period: string; computed_n: number }[]>
  closedStatement(period: string): Promise<PeriodStatement | null>
}

export type Economy = {
  overview(period: string): Promise<MonthEconomics>
  /** `from` and `to` are months, both included */
  whatIf(from: string, to: string, changes: Changes): Promise<WhatIf>
  settlement(year: string): Promise<Settlement>
  /** the months it rests on */
  compared(year: string): Promise<Compared[]>
  funders(from: string, to: string): Promise<FundersReport>
}

/** Two years at once: more is asked for by mistake, and would keep the server from its work. */
export const MONTHS_MAX = 24

export function createEconomy(ledger: EconomyLedger, directory: () => Directory): Economy {
  const months = async (from: string, to: string): Promise<MonthOfUse[]> => {
    const closings = new Map((await ledger.closings()).map(({ period, computed_n }) => [period, computed_n]))
    const found: MonthOfUse[] = []
    for (const period of monthsBetween(from, to).slice(0, MONTHS_MAX))
      found.push(await monthOfUse(ledger, directory(), period, closings.get(period) ?? null))
    return found
  }
  const yearOf = async (year: string) => {
    const all = await months(`${year}-01`, `${year}-12`)
    const closed = await Promise.all(all.map(({ period }) => ledger.closedStatement(period)))
    return { all, closed: closed.filter(one => one !== null) }
  }
  return {
    async overview(period) {
      const [month] = await months(period, period)
      return monthEconomics(directory(), month ?? { period, uses: [] })
    },
    whatIf: async (from, to, changes) => whatIf(directory(), await months(from, to), changes),
    async settlement(year) {
      const { all, closed } = await yearOf(year)
      return settleYear(directory(), year, all, closed)
    },
    async compared(year) {
      const { all, closed } = await yearOf(year)
      return comparedMonths(directory(), year, all, closed)
    },
    funders: async (from, to) => fundersReport(directory(), await months(from, to)),
  }
}

/** A closed month as it was closed, an open one as it stands. */
async function monthOfUse(
  ledger: EconomyLedger,
  directory: Directory,
  period: string,
  head_n: number | null,
): Promise<MonthOfUse> {
  const { month, uses } = await monthUse(ledger, directory, period, head_n)
  return statementInput(month, directory, uses)
}
