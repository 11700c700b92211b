/**
 * What the treasurer asks about months that are over or under way: each gathers the months' settled use and lets the pure core
 * compute. Nothing is written.
 */
import type { Directory } from './domain/directory.ts'
import { statementInput } from './domain/periods/input.ts'
import { type MonthEconomics, monthEconomics } from './domain/sharing/break-even.ts'
import { type FundersReport, fundersReport } from './domain/sharing/funders.ts'
import { type Lived, livedMonths } from './domain/sharing/lived.ts'
import { type Compared, comparedMonths } from './domain/sharing/settlement.ts'
import { closedAmong, type SettlementNow, settlementNow } from './domain/sharing/settlement-now.ts'
import type { PeriodStatement } from './domain/sharing/statement.ts'
import { monthsBetween } from './domain/sharing/validity.ts'
import { type Changes, type MonthOfUse, type WhatIf, whatIf } from './domain/sharing/what-if.ts'
import { periodOf } from './domain/time.ts'
import { type MonthUseLedger, monthUse } from './month-use.ts'

export interface EconomyLedger extends MonthUseLedger {
  closings(): Promise<{ period: string; computed_n: number }[]>
  closedStatement(period: string): Promise<PeriodStatement | null>
  firstUseAt(): Promise<number | null>
}

export type Economy = {
  overview(period: string): Promise<MonthEconomics>
  /** `from` and `to` are months, both included */
  whatIf(from: string, to: string, changes: Changes): Promise<WhatIf>
  /** `present`: the month that runs */
  settlement(year: string, present: string): Promise<SettlementNow>
  /** the months it rests on */
  compared(year: string): Promise<Compared[]>
  funders(from: string, to: string): Promise<FundersReport>
  /** the months a report is about where nobody says which */
  lived(present: string): Promise<Lived | null>
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
  const firstMonth = async (): Promise<string | null> => {
    const at_ms = await ledger.firstUseAt()
    return at_ms === null ? null : periodOf(at_ms, directory().site?.timezone ?? 'UTC')
  }
  return {
    async overview(period) {
      const [month] = await months(period, period)
      return monthEconomics(directory(), month ?? { period, uses: [] })
    },
    whatIf: async (from, to, changes) => whatIf(directory(), await months(from, to), changes),
    async settlement(year, present) {
      const [{ all, closed }, first] = await Promise.all([yearOf(year), firstMonth()])
      return settlementNow(directory(), { year, months: all, closed, first, present })
    },
    async compared(year) {
      const { all, closed } = await yearOf(year)
      // What was lived before Navette was paid for before it, too: only what was closed here is settled here
      return comparedMonths(directory(), year, closedAmong(all, closed), closed)
    },
    funders: async (from, to) => fundersReport(directory(), await months(from, to)),
    lived: async present => livedMonths(await firstMonth(), present, MONTHS_MAX),
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
