/**
 * A past month under other rules: the same use, twice. Who gains and who loses, by category; by name for whoever may see
 * names. Nothing is kept, nothing is issued.
 */
import type { Billing, Directory, PoolFacts, TariffFacts } from '../directory.ts'
import { categoryAt } from '../who/membership.ts'
import { poolAmount } from './pool-amount.ts'
import { shownAs } from './small-groups.ts'
import { type MonthInput, type PeriodStatement, periodStatement } from './statement.ts'
import { lastDay } from './validity.ts'

/** Each by id. What is given replaces that term; `null` takes a tariff or a pool away; an unknown id adds one. */
export type Changes = {
  billing?: Record<string, Billing>
  tariffs?: Record<string, Partial<TariffFacts> | null>
  pools?: Record<string, Partial<PoolFacts> | null>
}
export type MonthOfUse = MonthInput

export type Moved = { before_cents: number; after_cents: number; delta_cents: number }
export type WhatIf = {
  periods: string[]
  total: Moved
  /** what it bears itself of the costs that are shared; orders, its business too, are among those who pay */
  cooperative: Moved
  /** of the pools, net of subsidy, whoever is billed for them: what `total` leaves of it, the cooperative finds elsewhere */
  costs: Moved
  /** whom the change makes pay less, more or the same: people, orders and organisations charged as such */
  gain: number
  lose: number
  same: number
  categories: (Moved & { category: string; members: number; gain: number; lose: number })[]
  members: (Moved & { id: string; category: string | null })[]
  others: (Moved & { kind: 'order' | 'organisation'; id: string })[]
}

export function whatIf(directory: Directory, months: readonly MonthOfUse[], changes: Changes): WhatIf {
  const changed = withChanges(directory, changes)
  const before = sums(directory, months)
  const after = sums(changed, months)
  const moved = (key: string): Moved => difference(before.get(key) ?? 0, after.get(key) ?? 0)
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  const last = lastDay(months.at(-1)?.period ?? '0001-01')
  const members = keys.filter(isOf('member')).map(key => {
    const id = idOf(key)
    const facts = directory.members.get(id)
    return { id, category: facts === undefined ? null : categoryAt(directory, facts, last), ...moved(key) }
  })
  const others = [...keysOf(keys, 'order'), ...keysOf(keys, 'organisation')].map(({ kind, id, key }) => ({
    kind,
    id,
    ...moved(key),
  }))
  const all = [...members, ...others]
  return {
    periods: months.map(({ period }) => period),
    total: added(all),
    cooperative: moved(COOPERATIVE_KEY),
    costs: moved(COSTS_KEY),
    ...tally(all),
    categories: byCategory(members),
    members,
    others,
  }
}

export function withChanges(directory: Directory, changes: Changes): Directory {
  const issuers = new Map(directory.issuers)
  for (const [id, billing] of Object.entries(changes.billing ?? {})) {
    const issuer = issuers.get(id)
    if (issuer !== undefined) issuers.set(id, { ...issuer, billing })
  }
  const issuer = [...directory.issuers.keys()][0] ?? directory.site?.site ?? ''
  return {
    ...directory,
    issuers,
    pools: changedMap(directory.pools, changes.pools, id => ({ ...NEW_POOL, id, issuer, name: id })),
    tariffs: changedMap(directory.tariffs, changes.tariffs, id => ({ ...NEW_TARIFF, id, issuer })),
  }
}

const NEW_TARIFF = {
  valid_from: '0001-01-01',
  category: null,
  machines: null,
  price: 'running',
  cents_per_hour: 0,
} as const
const NEW_POOL = {
  amount_cents: 0,
  per: 'month',
  driver: 'running_ms',
  machines: null,
  subsidy_cents: 0,
  normal_capacity_ms: null,
  weights: null,
} as const

function changedMap<T extends object>(
  kept: ReadonlyMap<string, T>,
  changes: Record<string, Partial<T> | null> | undefined,
  fresh: (id: string) => T,
): Map<string, T> {
  const map = new Map(kept)
  for (const [id, terms] of Object.entries(changes ?? {})) {
    if (terms === null) map.delete(id)
    else map.set(id, { ...(kept.get(id) ?? fresh(id)), ...terms })
  }
  return map
}

const COOPERATIVE_KEY = 'cooperative/'
const COSTS_KEY = 'costs/'
type Kind = 'member' | 'order' | 'organisation'
const isOf =
  (kind: Kind) =>
  (key: string): boolean =>
    key.startsWith(`${kind}/`)
const idOf = (key: string): string => key.slice(key.indexOf('/') + 1)
const keysOf = <K extends Kind>(keys: readonly string[], kind: K): { kind: K; id: string; key: string }[] =>
  keys.filter(isOf(kind)).map(key => ({ kind, id: idOf(key), key }))

/** What everybody pays over the months, orders apart from what the cooperative bears, and what the months cost. */
function sums(directory: Directory, months: readonly MonthOfUse[]): Map<string, number> {
  const sum = new Map<string, number>()
  const add = (key: string, cents: number): void => void sum.set(key, (sum.get(key) ?? 0) + cents)
  let packs: PeriodStatement['packs'] | undefined
  for (const month of months) {
    const statement = periodStatement({ directory, ...month, ...(packs === undefined ? {} : { packs }) })
    packs = statement.packs
    for (const { id, total_cents } of statement.members) add(`member/${id}`, total_cents)
    for (const { id, total_cents } of statement.orders) add(`order/${id}`, total_cents)
    for (const { id, total_cents } of statement.organisations) add(`organisation/${id}`, total_cents)
    for (const { borne } of statement.pools) for (const { cents } of borne) add(COOPERATIVE_KEY, cents)
    for (const pool of directory.pools.values())
      add(COSTS_KEY, poolAmount(directory, pool, month.period, statement.internal).net_cents)
  }
  return sum
}

const difference = (before_cents: number, after_cents: number): Moved => ({
  before_cents,
  after_cents,
  delta_cents: after_cents - before_cents,
})
const added = (all: readonly Moved[]): Moved =>
  difference(
    all.reduce((sum, one) => sum + one.before_cents, 0),
    all.reduce((sum, one) => sum + one.after_cents, 0),
  )
const tally = (all: readonly Moved[]): { gain: number; lose: number; same: number } => ({
  gain: all.filter(one => one.delta_cents < 0).length,
  lose: all.filter(one => one.delta_cents > 0).length,
  same: all.filter(one => one.delta_cents === 0).length,
})

function byCategory(members: WhatIf['members']): WhatIf['categories'] {
  const groups = Map.groupBy(members, ({ category }) => category ?? '')
  const shown = shownAs(new Map([...groups].map(([category, of]) => [category, of.length])))
  const told = Map.groupBy(members, ({ category }) => shown.get(category ?? '') ?? '')
  return [...told]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, of]) => {
      const { gain, lose } = tally(of)
      return { category, members: of.length, ...added(of), gain, lose }
    })
}
