/** One cost pool of one month, shared among members and the cooperative. Σ shares = amount net of subsidy, to the cent. */
import type { MemberFacts, PoolFacts } from '../directory.ts'
import { allocate, type Weighted } from './allocate.ts'
import type { Use } from './use.ts'

/** The cooperative's own line: unused capacity, and pools that nobody used. Not a slug, so no member can bear this id. */
export const COOPERATIVE = '(cooperative)'

export type PoolShare = {
  pool: PoolFacts
  /** net of subsidy */
  amount_cents: number
  members: Map<string, { cents: number; sessions: string[] }>
  cooperative_cents: number
}

/** What each driver counts of one use (contract §7). Only integers: `bigint` from here on. */
const MEASURES: Partial<Record<PoolFacts['driver'], (use: Use) => number>> = {
  running_ms: use => use.running_ms,
  worked_ms: use => use.worked_ms,
  session_ms: use => use.session_ms,
  energy_Wh: use => use.energy_Wh,
  sessions: () => 1,
}
const TIME_DRIVERS = new Set<PoolFacts['driver']>(['running_ms', 'worked_ms', 'session_ms'])
/** Hand-given weights (m², points) count to a thousandth. */
const WEIGHT_SCALE = 1_000

export function sharePool(
  pool: PoolFacts,
  period: string,
  uses: readonly Use[],
  active: readonly MemberFacts[],
): PoolShare {
  const amount_cents = Math.max(0, pool.amount_cents - pool.subsidy_cents)
  const used = uses.filter(use => pool.machines === null || pool.machines.includes(use.machine))
  const keys = memberKeys(pool, used, active)
  const idle = unusedCapacity(pool, keys)
  const total = keys.reduce((sum, key) => sum + key.weight, idle)
  if (total === 0n) return { pool, amount_cents, members: new Map(), cooperative_cents: amount_cents }
  const parts = idle > 0n ? [...keys, { id: COOPERATIVE, weight: idle }] : keys
  const shares = allocate(amount_cents, parts, `${period}/${pool.id}`)
  const members = new Map<string, { cents: number; sessions: string[] }>()
  for (const key of keys) {
    if (key.weight === 0n) continue
    members.set(key.id, { cents: shares.get(key.id) ?? 0, sessions: provingSessions(pool, used, key.id) })
  }
  return { pool, amount_cents, members, cooperative_cents: shares.get(COOPERATIVE) ?? 0 }
}

function memberKeys(pool: PoolFacts, used: readonly Use[], active: readonly MemberFacts[]): Weighted[] {
  const measure = MEASURES[pool.driver]
  if (measure === undefined) {
    const weightOf =
      pool.driver === 'equal' ? () => 1 : (id: string) => Math.round((pool.weights?.[id] ?? 0) * WEIGHT_SCALE)
    return active.map(member => ({ id: member.id, weight: BigInt(weightOf(member.id)) }))
  }
  const sums = new Map<string, bigint>()
  for (const use of used) {
    if (use.member !== null) sums.set(use.member, (sums.get(use.member) ?? 0n) + BigInt(measure(use)))
  }
  return [...sums].map(([id, weight]) => ({ id, weight }))
}

/** Time between what was used and the normal capacity is borne by the cooperative, so that one user does not pay it all. */
function unusedCapacity(pool: PoolFacts, keys: readonly Weighted[]): bigint {
  if (pool.normal_capacity_ms === null || !TIME_DRIVERS.has(pool.driver)) return 0n
  const used = keys.reduce((sum, key) => sum + key.weight, 0n)
  const capacity = BigInt(pool.normal_capacity_ms)
  return capacity > used ? capacity - used : 0n
}

function provingSessions(pool: PoolFacts, used: readonly Use[], member: string): string[] {
  const measure = MEASURES[pool.driver]
  if (measure === undefined) return []
  return used.flatMap(use => (use.member === member && use.session !== null && measure(use) > 0 ? [use.session] : []))
}
