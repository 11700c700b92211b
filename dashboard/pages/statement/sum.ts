/**
 * Σ members + orders + organisations + the cooperative's part = pools, to the cent (design, rule 5): the screen adds it up again by
 * itself. What is paid by tariff stands beside it: it is a share of nothing.
 */
import type { MemberStatement, PeriodPreview } from '#server/contract/api.ts'

export type Sum = {
  members_cents: bigint
  /** An order is somebody's bill: contract §5 counts it with the cooperative's part, a reader would take it for a loss. */
  orders_cents: bigint
  organisations_cents: bigint
  cooperative_cents: bigint
  shared_cents: bigint
  off_cents: bigint
  /** what members, orders and organisations pay besides their shares */
  priced_cents: bigint
}
export type Line = MemberStatement['lines'][number]
type Pool = PeriodPreview['pools'][number]
export type PoolParts = { members: number | null; orders: number; organisations: number; cooperative: number | null }

/** Older servers name no kind: there every line is a share. */
const isShare = (line: Line): boolean => line.kind === undefined || line.kind === 'share'
const add = (values: readonly number[]): bigint => values.reduce((sum, cents) => sum + BigInt(cents), 0n)
const centsOf = (lines: readonly Line[]): bigint => add(lines.map(line => line.cents))
const linesOf = (accounts: readonly { lines: readonly Line[] }[] | undefined): Line[] =>
  (accounts ?? []).flatMap(({ lines }) => lines)

export function sumOf(preview: PeriodPreview): Sum {
  const members = linesOf(preview.members)
  const orders = linesOf(preview.orders)
  const members_cents = centsOf(members.filter(isShare))
  const orders_cents = centsOf(orders.filter(isShare))
  const organisations_cents = add(preview.pools.map(pool => pool.organisations_cents ?? 0))
  const cooperative_cents = BigInt(preview.cooperative_cents) - orders_cents
  const shared_cents = add(preview.pools.map(pool => pool.shared_cents))
  const all = [...members, ...orders, ...linesOf(preview.organisations)]
  return {
    ...{ members_cents, orders_cents, organisations_cents, cooperative_cents, shared_cents },
    off_cents: members_cents + orders_cents + organisations_cents + cooperative_cents - shared_cents,
    priced_cents: centsOf(all.filter(line => !isShare(line))),
  }
}

/** Whether anything is shared at all: under prices alone a statement holds no share. */
export const isShared = ({ pools, members }: PeriodPreview): boolean =>
  pools.length > 0 || linesOf(members).some(isShare)

/** Who bears what of one pool. What members bear is told by their lines, or by what the others leave of it. */
export function partsOf(preview: PeriodPreview, pool: Pool): PoolParts {
  const own = (lines: readonly Line[]): Line[] => lines.filter(line => line.pool === pool.id && isShare(line))
  const members = own(linesOf(preview.members))
  const orders = Number(centsOf(own(linesOf(preview.orders))))
  const organisations = pool.organisations_cents ?? 0
  const borne = pool.cooperative_cents
  const left = borne === undefined ? null : pool.shared_cents - borne - organisations
  return {
    ...{ orders, organisations },
    members: members.length > 0 ? Number(centsOf(members)) : left,
    cooperative: borne === undefined ? null : borne - orders,
  }
}

/** What the cooperative bears, by its reasons, the largest first. */
export function borneOf({ pools }: PeriodPreview): { why: string; cents: number }[] {
  const sums = new Map<string, number>()
  for (const { why, cents } of pools.flatMap(pool => pool.borne ?? [])) sums.set(why, (sums.get(why) ?? 0) + cents)
  return [...sums]
    .map(([why, cents]) => ({ why, cents }))
    .filter(({ cents }) => cents !== 0)
    .sort((a, b) => b.cents - a.cents)
}
