/**
 * One cost pool of one month, shared among members, orders, organisations and the cooperative. The parts sum to the amount
 * net of subsidy, to the cent, and what nobody else bears is the cooperative's, with the reason.
 */
import type { Directory, MemberFacts, PoolDriver, PoolFacts } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import { COOPERATIVE, NOBODY, parseAccount, purposeAccount, WAIVED } from './account.ts'
import { allocate, type Weighted } from './allocate.ts'
import { type Corrected, chargedFor } from './corrected.ts'
import type { InternalCharge } from './loans.ts'
import { type PoolAmount, poolAmount } from './pool-amount.ts'
import { type Correction, corrections, type PoolKey, poolKey, type Weight } from './pool-key.ts'
import type { Payer, Use } from './use.ts'
import { partOfMonth, poolSpan } from './validity.ts'

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
  /** closed months that uses correct */
  corrected: readonly Corrected[]
}

const TIME_DRIVERS = new Set<PoolDriver>(['running_ms', 'worked_ms', 'session_ms'])
const BORNE: Record<string, BorneWhy> = {
  [COOPERATIVE]: 'unused-capacity',
  [WAIVED]: 'waived',
  [NOBODY]: 'unattributed',
}

/** `own` false: it is no more shared in this month, and only corrects those in which it was. */
export function sharePool(month: PoolMonth, pool: PoolFacts, own = true): PoolShare {
  if (!own) {
    const share = emptyShare(pool, NO_AMOUNT)
    correct(month, share)
    return share
  }
  const amount = poolAmount(month.directory, pool, month.period, month.charges)
  const share = emptyShare(pool, amount)
  if (amount.net_cents < 0) share.borne.push({ why: 'surplus', cents: amount.net_cents })
  else {
    if (amount.cooperative_cents > 0) share.borne.push({ why: 'own-share', cents: amount.cooperative_cents })
    divide(month, share, amount.net_cents - amount.cooperative_cents)
  }
  correct(month, share)
  share.parts.sort(byOwnThenPurpose)
  return share
}

const NO_AMOUNT: PoolAmount = { gross_cents: 0, subsidy_cents: 0, net_cents: 0, cooperative_cents: 0 }
const emptyShare = (pool: PoolFacts, amount: PoolAmount): PoolShare => ({
  ...{ pool, amount, parts: [], corrections: [], borne: [], unit: { cents: 0, weight: 0 } },
})

/** In an order that does not depend on the order in which use was told. */
function byOwnThenPurpose(a: PoolPart, b: PoolPart): number {
  if (a.via !== b.via) return (a.via ?? '') < (b.via ?? '') ? -1 : 1
  return a.account < b.account ? -1 : 1
}

/** What corrects a closed month changes nobody else's closed bill, so the difference is the cooperative's. */
function correct(month: PoolMonth, share: PoolShare): void {
  const periods = new Set(month.uses.flatMap(({ adjusts }) => adjusts ?? []))
  for (const period of [...periods].sort()) share.corrections.push(...correctMonth(month, share, period))
  const sum = share.corrections.reduce((cents, one) => cents + one.cents, 0)
  if (sum !== 0) share.borne.push({ why: 'corrections', cents: -sum })
}

/** A pool that was not shared then, or not there yet. */
const NOTHING: UnitCost = { cents: 0, weight: 0 }

/** By the pool as it was then. Where that month was not closed here, this month's unit cost stands in. */
function correctMonth(month: PoolMonth, share: PoolShare, period: string): CorrectionPart[] {
  const closed = month.corrected.find(one => one.period === period)
  const directory = closed?.directory ?? month.directory
  const pool = directory.pools.get(share.pool.id) ?? share.pool
  const changes = month.uses.filter(use => use.adjusts === period)
  const known = closed === undefined ? null : shareThen(closed, pool)
  return corrections(directory, pool, changes).flatMap(correction => {
    const { kind } = parseAccount(correction.account)
    const unit = closed === undefined ? share.unit : (known?.unit ?? NOTHING)
    if ((kind !== 'member' && kind !== 'order') || correction.weight === 0 || unit.weight === 0) return []
    const at = (weight: number): number =>
      centsOf(divideHalfUp(BigInt(unit.cents) * BigInt(weight), BigInt(unit.weight)))
    const now = known?.now(correction)
    const cents = now === undefined ? at(correction.weight) : at(now.weight) - now.charged_cents
    return [{ correction, cents }]
  })
}

/**
 * A share of a closed month by what a unit of the key cost then: what somebody's use weighs by now, and what they were charged
 * for it so far. So whoever has nothing left gets back what they paid, odd cent included.
 */
function shareThen(closed: Corrected, pool: PoolFacts) {
  const { directory, period, uses, statements } = closed
  const unit = statements[0]?.pools.find(({ id }) => id === pool.id)?.unit
  if (unit === undefined) return null
  const key = poolKey(directory, pool, period, uses, [])
  const charged = chargedFor(closed).filter(({ line }) => line.pool === pool.id && line.via === undefined)
  const now = ({ account, payer }: Correction): { weight: number; charged_cents: number } => ({
    weight: key.get(account)?.payers.get(`${payer.kind}/${payer.id}`)?.weight ?? 0,
    charged_cents: charged.reduce(
      (sum, one) => (one.account === account && samePayer(one.line.payer, payer) ? sum + one.line.cents : sum),
      0,
    ),
  })
  return { unit, now }
}

const samePayer = (a: Payer, b: Payer): boolean => a.kind === b.kind && a.id === b.id

function divide(month: PoolMonth, share: PoolShare, cents: number): void {
  const { pool } = share
  const key = poolKey(month.directory, pool, month.period, month.uses, month.active)
  const parts = weighted(key, pool.id)
  const idle = unusedCapacity(month, pool, key)
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
function unusedCapacity({ directory, period }: PoolMonth, pool: PoolFacts, key: PoolKey): bigint {
  const span = poolSpan(directory, pool, period)
  if (pool.normal_capacity_ms === null || span === null || !TIME_DRIVERS.has(pool.driver)) return 0n
  let used = 0n
  for (const { weight } of key.values()) used += BigInt(weight)
  const capacity = BigInt(partOfMonth(pool.normal_capacity_ms, span))
  return capacity > used ? capacity - used : 0n
}
