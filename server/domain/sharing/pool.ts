/**
 * One cost pool of one month, shared among members, orders, organisations and the cooperative. The parts sum to the amount
 * net of subsidy, to the cent, and what nobody else bears is the cooperative's, with the reason.
 */
import type { Directory, MemberFacts, PoolDriver, PoolFacts } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import { COOPERATIVE, NOBODY, parseAccount, purposeAccount, WAIVED } from './account.ts'
import { allocate, type Weighted } from './allocate.ts'
import type { InternalCharge } from './loans.ts'
import { type PoolAmount, poolAmount } from './pool-amount.ts'
import { type Correction, corrections, type PoolKey, poolKey, type Weight } from './pool-key.ts'
import type { Use } from './use.ts'

/** Why the cooperative bears it. `no-users`: nothing weighs in the key. `surplus`: the pool brought in more than it cost.
 * `corrections`: what corrections of closed months gave back to members, or took from them. */
export type BorneWhy =
  | 'own-share'
  | 'unused-capacity'
  | 'waived'
  | 'unattributed'
  | 'no-users'
  | 'surplus'
  | 'corrections'
export type Borne = { why: BorneWhy; cents: number }
/** `via`: the purpose (training, maintenance) whose time it was, itself shared by its own pool's key. */
export type PoolPart = { account: string; cents: number; via: string | null; of: Weight }
/** What one unit of the key cost: `cents` ÷ `weight`. */
export type UnitCost = { cents: number; weight: number }
export type CorrectionPart = { correction: Correction; cents: number }
export type PoolShare = {
  pool: PoolFacts
  amount: PoolAmount
  parts: PoolPart[]
  corrections: CorrectionPart[]
  borne: Borne[]
  unit: UnitCost
}

export type PoolMonth = {
  directory: Directory
  period: string
  uses: readonly Use[]
  active: readonly MemberFacts[]
  charges: readonly InternalCharge[]
  /** what a unit of a pool's key cost in a closed month; null: not known */
  closedUnit: (period: string, pool: string) => UnitCost | null
}

const TIME_DRIVERS = new Set<PoolDriver>(['running_ms', 'worked_ms', 'session_ms'])
const BORNE: Record<string, BorneWhy> = {
  [COOPERATIVE]: 'unused-capacity',
  [WAIVED]: 'waived',
  [NOBODY]: 'unattributed',
}

export function sharePool(month: PoolMonth, pool: PoolFacts): PoolShare {
  const amount = poolAmount(month.directory, pool, month.period, month.charges)
  const share: PoolShare = { pool, amount, parts: [], corrections: [], borne: [], unit: { cents: 0, weight: 0 } }
  if (amount.net_cents < 0) share.borne.push({ why: 'surplus', cents: amount.net_cents })
  else {
    if (amount.cooperative_cents > 0) share.borne.push({ why: 'own-share', cents: amount.cooperative_cents })
    divide(month, share, amount.net_cents - amount.cooperative_cents)
  }
  correct(month, share)
  share.parts.sort(byOwnThenPurpose)
  return share
}

/** In an order that does not depend on the order in which use was told. */
function byOwnThenPurpose(a: PoolPart, b: PoolPart): number {
  if (a.via !== b.via) return (a.via ?? '') < (b.via ?? '') ? -1 : 1
  return a.account < b.account ? -1 : 1
}

/**
 * What corrects a closed month is charged, or given back, at what a unit cost then; the others' closed bills stay, so the
 * difference is the cooperative's. Where that month was closed elsewhere, this month's unit cost stands in.
 */
function correct(month: PoolMonth, share: PoolShare): void {
  let sum = 0
  for (const correction of corrections(month.directory, share.pool, month.uses)) {
    const { kind } = parseAccount(correction.account)
    if (kind !== 'member' && kind !== 'order') continue
    const unit = month.closedUnit(correction.adjusts, share.pool.id) ?? share.unit
    if (unit.weight === 0) continue
    const cents = centsOf(divideHalfUp(BigInt(unit.cents) * BigInt(correction.weight), BigInt(unit.weight)))
    share.corrections.push({ correction, cents })
    sum += cents
  }
  if (sum !== 0) share.borne.push({ why: 'corrections', cents: -sum })
}

function divide(month: PoolMonth, share: PoolShare, cents: number): void {
  const { pool } = share
  const key = poolKey(month.directory, pool, month.period, month.uses, month.active)
  const parts = weighted(key, pool.id)
  const idle = unusedCapacity(pool, key)
  if (idle > 0n) parts.push({ id: COOPERATIVE, weight: idle })
  share.unit = { cents, weight: Number(parts.reduce((sum, part) => sum + part.weight, 0n)) }
  if (parts.every(part => part.weight === 0n)) {
    if (cents !== 0) share.borne.push({ why: 'no-users', cents })
    return
  }
  for (const [account, own] of allocate(cents, parts, `${month.period}/${pool.id}`)) {
    const { kind, id } = parseAccount(account)
    const of = key.get(account)
    if (kind === 'cooperative') share.borne.push({ why: BORNE[account] ?? 'unattributed', cents: own })
    else if (kind === 'pool') divideForPurpose(month, share, id, own)
    else if (of !== undefined && of.weight > 0) share.parts.push({ account, cents: own, via: null, of })
  }
}

/** Time for a purpose is shared as the purpose's own pool is; where that has no key, the cooperative bears it. */
function divideForPurpose(month: PoolMonth, share: PoolShare, purpose: string, cents: number): void {
  const facts = month.directory.pools.get(purpose)
  const key: PoolKey =
    facts === undefined ? new Map() : poolKey(month.directory, facts, month.period, month.uses, month.active)
  for (const account of [...key.keys()]) if (parseAccount(account).kind === 'pool') key.delete(account)
  const parts = weighted(key, purpose)
  if (parts.every(part => part.weight === 0n)) {
    share.borne.push({ why: 'no-users', cents })
    return
  }
  for (const [account, own] of allocate(cents, parts, `${month.period}/${share.pool.id}/${purpose}`)) {
    const of = key.get(account)
    if (parseAccount(account).kind === 'cooperative')
      share.borne.push({ why: BORNE[account] ?? 'unattributed', cents: own })
    else if (of !== undefined && of.weight > 0) share.parts.push({ account, cents: own, via: purpose, of })
  }
}

/** Time for the pool's own purpose has no say in its own key. */
const weighted = (key: PoolKey, pool: string): Weighted[] =>
  [...key]
    .filter(([account]) => account !== purposeAccount(pool))
    .map(([id, { weight }]) => ({ id, weight: BigInt(weight) }))

/** Time between what was used and the normal capacity is borne by the cooperative, so that one user does not pay it all. */
function unusedCapacity(pool: PoolFacts, key: PoolKey): bigint {
  if (pool.normal_capacity_ms === null || !TIME_DRIVERS.has(pool.driver)) return 0n
  let used = 0n
  for (const { weight } of key.values()) used += BigInt(weight)
  const capacity = BigInt(pool.normal_capacity_ms)
  return capacity > used ? capacity - used : 0n
}
