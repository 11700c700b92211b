/**
 * A month's statements: who owes what, and by which sessions. Pure: the settled use of the month and the directory go in,
 * exact cents come out. `billing` decides per issuer: `share` shares its pools, `tariff` and `provisional` price by its
 * tariffs; never both in full (contract §7).
 */
import type { Directory, PoolDriver, PoolFacts } from '../directory.ts'
import { parseAccount } from './account.ts'
import {
  type AccountStatement,
  type MemberStatement,
  memberStatements,
  orderStatements,
  organisationStatements,
} from './account-statements.ts'
import { type Corrected, tariffCorrections } from './corrected.ts'
import { handLines } from './counted-by-hand.ts'
import { type AccountLine, handLine, ratedLines, type StatementLine, shareLines } from './lines.ts'
import { type InternalCharge, internalCharges } from './loans.ts'
import { balancesOf, type PackBalance, type PackUse, usedOf, walletOf } from './packs.ts'
import { type PayerStatement, payerStatements } from './payers.ts'
import { type Borne, type PoolMonth, type PoolShare, sharePool, type UnitCost } from './pool.ts'
import { poolAmount } from './pool-amount.ts'
import { type Rated, rate } from './tariff-rate.ts'
import { rounded_cents } from './tariff-terms.ts'
import { countOf, type Use } from './use.ts'
import { billingOf, isActive, isTrial, poolSpan } from './validity.ts'

export type { AccountStatement, MemberStatement } from './account-statements.ts'
export type { StatementLine } from './lines.ts'
export { billingOf, isActive } from './validity.ts'

export type PoolStatement = {
  id: string
  name: string
  issuer: string
  driver: PoolDriver
  gross_cents: number
  subsidy_cents: number
  /** net of subsidy */
  amount_cents: number
  /** members, organisations and cooperative together: always the amount */
  shared_cents: number
  /** orders are the cooperative's business and in here */
  cooperative_cents: number
  organisations_cents: number
  /** why the cooperative bears what it bears, besides orders */
  borne: Borne[]
  /** what was divided by the key, and what weighed in it: the price of a unit, for later corrections */
  unit: UnitCost
}
export type PeriodStatement = {
  period: string
  /** computed beside the old way of counting; nothing is issued from it */
  trial: boolean
  pools: PoolStatement[]
  cooperative_cents: number
  members: MemberStatement[]
  orders: AccountStatement[]
  organisations: AccountStatement[]
  payers: PayerStatement[]
  internal: InternalCharge[]
  packs: PackBalance[]
  /** prepaid time this month took, for itself and for closed months it corrects; absent before edition 3 of closings */
  pack_use?: PackUse[]
  unpriced: { uses: number; running_ms: number }
  forgone_cents: number
}

export type PeriodInput = MonthInput & { directory: Directory }
/** What one month of any rules is computed from. */
export type MonthInput = {
  /** `yyyy-mm` */
  period: string
  /** everything settled that belongs to the period, open sessions left out */
  uses: readonly Use[]
  /** prepaid packs as the month before left them; absent: as sold */
  packs?: readonly PackBalance[]
  /** closed months that uses correct, oldest first */
  corrected?: readonly Corrected[]
}

export function periodStatement(input: PeriodInput): PeriodStatement {
  const { directory, period, uses, corrected = [] } = input
  const active = [...directory.members.values()].filter(member => isActive(member, period))
  const month: PoolMonth = {
    directory,
    period,
    uses,
    active,
    charges: internalCharges(directory, uses),
    corrected,
  }
  const shares = [...directory.pools.values()]
    .filter(pool => isShared(directory, pool) || corrected.some(closed => isShared(closed.directory, pool)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(pool => sharePool(month, pool, isShared(directory, pool)))
    // A pool that has ended still corrects the months in which it had not
    .filter(
      ({ pool, corrections }) =>
        (isShared(directory, pool) && poolSpan(directory, pool, period) !== null) || corrections.length > 0,
    )
  const wallet = walletOf(directory, input.packs)
  const repriced = corrected.map(closed => tariffCorrections(closed, changesOf(closed, uses), wallet))
  const before = new Map(wallet)
  const rated = rate(directory, notOf(corrected, uses), wallet)
  const accounts = new Map<string, StatementLine[]>()
  for (const { account, line } of [...allLines(month, shares, rated), ...repriced.flatMap(({ lines }) => lines)]) {
    const lines = accounts.get(account)
    if (lines === undefined) accounts.set(account, [line])
    else lines.push(line)
  }
  const pools = shares.map(poolStatement)
  return {
    period,
    trial: isTrial(directory, period),
    pools,
    cooperative_cents: pools.reduce((sum, pool) => sum + pool.cooperative_cents, 0),
    members: memberStatements(
      active.map(({ id }) => id),
      uses,
      accounts,
    ),
    orders: orderStatements(directory, uses, accounts),
    organisations: organisationStatements(accounts),
    payers: payerStatements(directory, accounts),
    internal: [...month.charges],
    packs: balancesOf(wallet, directory),
    pack_use: [...repriced.flatMap(({ pack_use }) => pack_use), ...usedOf(before, wallet, period)],
    unpriced: unpricedOf(rated),
    forgone_cents: rounded_cents(rated.forgone),
  }
}

const isShared = (directory: Directory, { issuer }: PoolFacts): boolean => billingOf(directory, issuer) === 'share'
const changesOf = ({ period }: Corrected, uses: readonly Use[]): Use[] => uses.filter(use => use.adjusts === period)

/** What corrects a month that is known is priced with that month. */
function notOf(corrected: readonly Corrected[], uses: readonly Use[]): readonly Use[] {
  if (corrected.length === 0) return uses
  const periods = new Set(corrected.map(({ period }) => period))
  return uses.filter(({ adjusts }) => adjusts === null || !periods.has(adjusts))
}

function allLines(month: PoolMonth, shares: readonly PoolShare[], rated: Rated): AccountLine[] {
  const { directory, period, charges } = month
  const poolNet = (id: string): number => {
    const pool = directory.pools.get(id)
    return pool === undefined ? 0 : poolAmount(directory, pool, period, charges).net_cents
  }
  return [
    ...shares.flatMap(share => shareLines(period, share, directory)),
    ...ratedLines(rated.lines, directory, poolNet),
    ...handLines(directory, period).map(handLine),
  ]
}

function poolStatement(share: PoolShare): PoolStatement {
  const { id, name, issuer, driver } = share.pool
  const { gross_cents, subsidy_cents, net_cents } = share.amount
  const sum = { member: 0, order: 0, pool: 0, organisation: 0, cooperative: 0 }
  for (const { account, cents } of share.parts) sum[parseAccount(account).kind] += cents
  for (const { cents } of share.borne) sum.cooperative += cents
  for (const { correction, cents } of share.corrections) sum[parseAccount(correction.account).kind] += cents
  const cooperative_cents = sum.cooperative + sum.order
  return {
    ...{ id, name, issuer, driver, gross_cents, subsidy_cents, amount_cents: net_cents },
    shared_cents: sum.member + sum.organisation + cooperative_cents,
    cooperative_cents,
    organisations_cents: sum.organisation,
    borne: share.borne,
    unit: share.unit,
  }
}

function unpricedOf(rated: Rated): { uses: number; running_ms: number } {
  const uses = rated.unpriced.filter(({ account }) => ['member', 'order'].includes(parseAccount(account).kind))
  return {
    uses: uses.reduce((sum, { use }) => sum + countOf(use), 0),
    running_ms: uses.reduce((sum, { use }) => sum + use.running_ms, 0),
  }
}
