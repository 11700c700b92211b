/**
 * A month against its costs, for each issuer: what members and orders bring in, which part of the gross cost the atelier earns
 * itself, what is missing to the target, and the tariff that would reach it.
 */
import type { Directory } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import { internalCharges } from './loans.ts'
import { poolAmount } from './pool-amount.ts'
import { type MonthInput, type PeriodStatement, periodStatement } from './statement.ts'
import type { Use } from './use.ts'
import { billingOf, poolSpan } from './validity.ts'

export type IssuerMonth = {
  issuer: string
  /** all pools, subsidies not taken off */
  gross_cents: number
  subsidy_cents: number
  /** what is to be earned to spend nothing of one's own: gross − subsidies */
  break_even_cents: number
  /** what members, organisations and orders pay */
  earned_cents: number
  /** earned ÷ gross, in per cent with one decimal; null where there are no costs */
  self_financing_percent: number | null
  target_percent: number | null
  /** what the target asks to be earned, never less than break-even asks where there is no target */
  target_cents: number
  missing_cents: number
  /** running time that is charged to somebody */
  charged_running_ms: number
  /** what an hour of running would have to bring in to reach the target; null where nothing ran */
  needed_cents_per_hour: number | null
  /** by how much every price would have to change, in thousandths (1 000 is today's prices); null where no prices would do it */
  needed_factor_thousandths: number | null
}

export type MonthEconomics = { period: string; trial: boolean; issuers: IssuerMonth[] }

export function monthEconomics(directory: Directory, month: MonthInput): MonthEconomics {
  const { period } = month
  const statement = periodStatement({ directory, ...month })
  const issuers = [...new Set([...directory.issuers.keys(), ...[...directory.pools.values()].map(pool => pool.issuer)])]
  return {
    period,
    trial: statement.trial,
    issuers: issuers.sort().flatMap(issuer => {
      const told = issuerMonth(directory, statement, issuer, month)
      return told.gross_cents === 0 && told.earned_cents === 0 ? [] : [told]
    }),
  }
}

const PER_CENT = 100

function issuerMonth(directory: Directory, statement: PeriodStatement, issuer: string, month: MonthInput): IssuerMonth {
  const { uses } = month
  const { gross_cents, subsidy_cents } = costs(directory, statement.period, issuer, uses)
  const earned_cents = earned(statement, issuer)
  const target_percent = directory.issuers.get(issuer)?.target_percent ?? null
  const break_even_cents = Math.max(0, gross_cents - subsidy_cents)
  const target_cents =
    target_percent === null
      ? break_even_cents
      : centsOf(divideHalfUp(BigInt(gross_cents) * BigInt(Math.round(target_percent * PER_CENT)), 10_000n))
  const charged_running_ms = uses
    .filter(use => !use.waived && use.pool === null && use.member !== null && use.adjusts === null)
    .reduce((sum, use) => sum + use.running_ms, 0)
  return {
    ...{ issuer, gross_cents, subsidy_cents, break_even_cents, earned_cents, target_percent, target_cents },
    self_financing_percent: gross_cents <= 0 ? null : Math.round((earned_cents * 1_000) / gross_cents) / 10,
    missing_cents: Math.max(0, target_cents - earned_cents),
    charged_running_ms,
    needed_cents_per_hour: charged_running_ms === 0 ? null : perHour(target_cents, charged_running_ms),
    needed_factor_thousandths: neededFactor(directory, statement, issuer, month, target_cents),
  }
}

/** Rounded up: a price a fraction lower would not reach it. */
const perHour = (cents: number, ms: number): number =>
  Number((BigInt(cents) * 3_600_000n + BigInt(ms) - 1n) / BigInt(ms))

function costs(directory: Directory, period: string, issuer: string, uses: readonly Use[]) {
  const charges = internalCharges(directory, uses)
  const sum = { gross_cents: 0, subsidy_cents: 0 }
  for (const pool of directory.pools.values()) {
    if (pool.issuer !== issuer || poolSpan(directory, pool, period) === null) continue
    const amount = poolAmount(directory, pool, period, charges)
    sum.gross_cents += amount.gross_cents
    sum.subsidy_cents += amount.subsidy_cents
  }
  return sum
}

/** An issuer's own orders are no income: nobody pays it for them. */
const earned = (statement: PeriodStatement, issuer: string): number =>
  statement.payers
    .filter(({ payer }) => payer.kind !== 'cooperative')
    .reduce((sum, { issuers }) => sum + (issuers.find(one => one.issuer === issuer)?.total_cents ?? 0), 0)

const FACTOR_MAX = 100_000
const TODAY = 1_000

/** The smallest factor on every price that earns the target; found by halving, since caps and quotas make it no straight line. */
function neededFactor(
  directory: Directory,
  statement: PeriodStatement,
  issuer: string,
  month: MonthInput,
  target_cents: number,
): number | null {
  if (billingOf(directory, issuer) === 'share' || !statement.payers.some(paysFor(issuer))) return null
  const earns = (thousandths: number): number =>
    earned(periodStatement({ ...month, directory: scaled(directory, issuer, thousandths) }), issuer)
  if (earns(FACTOR_MAX) < target_cents) return null
  let low = 0
  let high = FACTOR_MAX
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (earns(middle) >= target_cents) high = middle
    else low = middle + 1
  }
  return high
}

const paysFor =
  (issuer: string) =>
  ({ issuers }: PeriodStatement['payers'][number]): boolean =>
    issuers.some(one => one.issuer === issuer)

/** Hourly prices, minima, setup fees and caps alike; what is counted by hand and passed on keeps its price. */
function scaled(directory: Directory, issuer: string, thousandths: number): Directory {
  const times = (cents: number): number => Number((BigInt(cents) * BigInt(thousandths) + 500n) / BigInt(TODAY))
  const optional = (cents: number | null | undefined): number | null =>
    cents === null || cents === undefined ? null : times(cents)
  const tariffs = new Map(directory.tariffs)
  for (const [id, tariff] of tariffs) {
    if (tariff.issuer !== issuer) continue
    tariffs.set(id, {
      ...tariff,
      cents_per_hour: times(tariff.cents_per_hour),
      components:
        (tariff.components ?? null)?.map(one =>
          one.measure === 'energy' ? one : { ...one, cents_per_hour: times(one.cents_per_hour) },
        ) ?? null,
      minimum_cents: optional(tariff.minimum_cents),
      setup_cents: optional(tariff.setup_cents),
      cap_day_cents: optional(tariff.cap_day_cents),
      cap_month_cents: optional(tariff.cap_month_cents),
    })
  }
  return { ...directory, tariffs }
}
