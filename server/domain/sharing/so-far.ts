/** What a session that is still open has come to by now: what the month would cost with it, less what it costs without. */
import type { Directory } from '../directory.ts'
import { accountOf } from './account.ts'
import { atLastMonths_cents } from './last-month.ts'
import { type PackBalance, walletOf } from './packs.ts'
import type { PeriodStatement } from './statement.ts'
import { tariffBook } from './tariff-book.ts'
import { type Rated, rate } from './tariff-rate.ts'
import { rounded_cents } from './tariff-terms.ts'
import type { Use } from './use.ts'

/** What the running month holds besides. `packs`: as the month before left them. */
export type MonthSoFar = { uses: readonly Use[]; packs: readonly PackBalance[] }

/** Whether what else was used this month has a say in the price: a quota, a cap or prepaid time that it may have taken up. */
export function needsMonth(directory: Directory, use: Use): boolean {
  const tariff = tariffBook(directory).tariffFor(use)
  if (tariff === null) return false
  const terms = [tariff.free_ms, tariff.cap_day_cents, tariff.cap_month_cents]
  return directory.pack_sales.size > 0 || terms.some(term => (term ?? 0) > 0)
}

/** `shared_cents`: at last month's units, an estimate; null where nothing is shared by use, or no month went before. */
export type CostSoFar = { tariff_cents: number; shared_cents: number | null }

export function costSoFar(directory: Directory, use: Use, month: MonthSoFar, last: PeriodStatement | null): CostSoFar {
  const cost = (uses: readonly Use[]): bigint => exactOf(rate(directory, uses, walletOf(directory, month.packs)))
  return {
    tariff_cents: rounded_cents(cost([...month.uses, use]) - cost(month.uses)),
    shared_cents: last === null || use.pool !== null ? null : atLastMonths_cents(directory, use, last),
  }
}

const exactOf = ({ lines }: Rated): bigint => lines.reduce((sum, line) => sum + line.exact, 0n)

/** Free time of a tariff this month, and what of it is left. */
export type Quota = { tariff: string; free_ms: number; left_ms: number }

/** Of the tariffs that priced this member's use; one they have not met this month is whole, and not told. */
export function quotasOf(directory: Directory, member: string, month: MonthSoFar): Quota[] {
  const own = month.uses.filter(use => accountOf(use, directory) === member)
  const quotas = new Map<string, Quota>()
  for (const { tariff, free_ms, adjusts } of rate(directory, own, walletOf(directory, month.packs)).lines) {
    if (adjusts !== null || (tariff.free_ms ?? 0) === 0) continue
    const quota = quotas.get(tariff.id) ?? {
      tariff: tariff.id,
      free_ms: tariff.free_ms ?? 0,
      left_ms: tariff.free_ms ?? 0,
    }
    quotas.set(tariff.id, { ...quota, left_ms: quota.left_ms - free_ms })
  }
  return [...quotas.values()]
}
