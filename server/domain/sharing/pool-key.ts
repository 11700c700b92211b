/** The key of a pool in one month: how much each account weighs, who pays for it, and the sessions that prove it. */
import type { Directory, MemberFacts, PoolDriver, PoolFacts } from '../directory.ts'
import { entryOf } from '../entry-of.ts'
import { categoryAt } from '../who/membership.ts'
import { accountOf, organisationAccount } from './account.ts'
import { covers } from './scope.ts'
import { countOf, idsOf, type Payer, payerOf, signOf, type Use } from './use.ts'
import { isActiveWithin, poolSpan } from './validity.ts'

export type Weight = {
  weight: number
  sessions: string[]
  /** weight by payer: mostly one */
  payers: Map<string, { payer: Payer; weight: number }>
}
export type PoolKey = Map<string, Weight>

/** What each driver counts of one use (contract §7). Integers only. */
const MEASURES: Partial<Record<PoolDriver, (use: Use) => number>> = {
  running_ms: use => use.running_ms,
  worked_ms: use => use.worked_ms,
  session_ms: use => use.session_ms,
  energy_Wh: use => use.energy_Wh,
  sessions: countOf,
}
/** Hand-given weights (m², points) count to a thousandth. */
const WEIGHT_SCALE = 1_000

export function poolKey(
  directory: Directory,
  pool: PoolFacts,
  period: string,
  uses: readonly Use[],
  active: readonly MemberFacts[],
): PoolKey {
  const measure = MEASURES[pool.driver]
  return measure === undefined
    ? keyOfMembers(directory, pool, period, active)
    : keyOfUse(directory, pool, period, uses, measure)
}

function keyOfUse(
  directory: Directory,
  pool: PoolFacts,
  period: string,
  uses: readonly Use[],
  measure: (use: Use) => number,
): PoolKey {
  const key: PoolKey = new Map()
  const span = poolSpan(directory, pool, period)
  if (span === null) return key
  const inside = memoised(machine => covers(pool, machine, directory))
  for (const use of uses) {
    if (!inside(use.machine) || !ofCategory(pool, use.category)) continue
    if (use.adjusts !== null || use.date < span.from || use.date > span.to) continue
    weigh(key, accountOf(use, directory), use.payer, measure(use), idsOf(use))
  }
  return key
}

/** What corrects a closed month weighs nothing in this one: it is told apart, with its sign. */
export type Correction = { account: string; payer: Payer; adjusts: string; weight: number; sessions: string[] }

export function corrections(directory: Directory, pool: PoolFacts, uses: readonly Use[]): Correction[] {
  const measure = MEASURES[pool.driver]
  if (measure === undefined) return []
  const found = new Map<string, Correction>()
  for (const use of uses) {
    if (use.adjusts === null || !covers(pool, use.machine, directory) || !ofCategory(pool, use.category)) continue
    const account = accountOf(use, directory)
    const key = `${account}|${use.payer.kind}/${use.payer.id}|${use.adjusts}`
    const one = found.get(key) ?? { account, payer: use.payer, adjusts: use.adjusts, weight: 0, sessions: [] }
    one.weight += pool.driver === 'sessions' ? countOf(use) * signOf(use) : measure(use)
    one.sessions.push(...idsOf(use))
    found.set(key, one)
  }
  return [...found.values()]
}

function weigh(key: PoolKey, account: string, payer: Payer, weight: number, sessions: readonly string[]): void {
  let entry = key.get(account)
  if (entry === undefined) {
    entry = { weight: 0, sessions: [], payers: new Map() }
    key.set(account, entry)
  }
  if (weight <= 0) return
  entry.weight += weight
  for (const session of sessions) entry.sessions.push(session)
  const name = `${payer.kind}/${payer.id}`
  const paid = entry.payers.get(name)
  if (paid === undefined) entry.payers.set(name, { payer, weight })
  else paid.weight += weight
}

function keyOfMembers(directory: Directory, pool: PoolFacts, period: string, active: readonly MemberFacts[]): PoolKey {
  const key: PoolKey = new Map()
  const span = poolSpan(directory, pool, period)
  if (span === null) return key
  const last = span.to
  const weightOf = (weights: Record<string, number> | null | undefined, id: string): number =>
    Math.round((entryOf(weights, id) ?? 0) * WEIGHT_SCALE)
  for (const member of active) {
    // Who left before this issuer's first day, or joined after its last, was never its member
    if (!isActiveWithin(member, span)) continue
    if (!ofCategory(pool, categoryAt(directory, member, last))) continue
    const weight = pool.driver === 'equal' ? 1 : weightOf(pool.weights, member.id)
    weigh(key, member.id, payerOf(member.id, directory, last), weight, [])
  }
  if (pool.driver === 'equal') return key
  for (const id of Object.keys(pool.organisation_weights ?? {}).sort())
    weigh(key, organisationAccount(id), { kind: 'organisation', id }, weightOf(pool.organisation_weights, id), [])
  return key
}

const ofCategory = (pool: PoolFacts, category: string | null): boolean =>
  (pool.categories ?? null) === null || (category !== null && pool.categories?.includes(category) === true)

function memoised(ask: (machine: string) => boolean): (machine: string) => boolean {
  const known = new Map<string, boolean>()
  return machine => {
    let answer = known.get(machine)
    if (answer === undefined) {
      answer = ask(machine)
      known.set(machine, answer)
    }
    return answer
  }
}
