/**
 * Σ members + organisations + the cooperative's part = pools, to the cent (design, rule 5): the screen adds it up again by itself.
 * What is paid by tariff stands beside it: it is a share of nothing.
 */
import type { MemberStatement, PeriodPreview } from '#server/contract/api.ts'

export type Sum = {
  members_cents: bigint
  organisations_cents: bigint
  cooperative_cents: bigint
  shared_cents: bigint
  off_cents: bigint
  /** what members, orders and organisations pay besides their shares */
  priced_cents: bigint
}
type Line = MemberStatement['lines'][number]

/** Older servers name no kind: there every line is a share. */
const isShare = (line: Line): boolean => line.kind === undefined || line.kind === 'share'
const add = (values: readonly number[]): bigint => values.reduce((sum, cents) => sum + BigInt(cents), 0n)
const centsOf = (lines: readonly Line[]): bigint => add(lines.map(line => line.cents))

export function sumOf(preview: PeriodPreview): Sum {
  const members = preview.members.flatMap(({ lines }) => lines)
  const others = [...(preview.orders ?? []), ...(preview.organisations ?? [])].flatMap(({ lines }) => lines)
  const members_cents = centsOf(members.filter(isShare))
  const organisations_cents = add(preview.pools.map(pool => pool.organisations_cents ?? 0))
  const cooperative_cents = BigInt(preview.cooperative_cents)
  const shared_cents = add(preview.pools.map(pool => pool.shared_cents))
  return {
    ...{ members_cents, organisations_cents, cooperative_cents, shared_cents },
    off_cents: members_cents + organisations_cents + cooperative_cents - shared_cents,
    priced_cents: centsOf([...members, ...others].filter(line => !isShare(line))),
  }
}

/** What members bear of one pool, where lines say which pool they belong to; otherwise what the cooperative leaves. */
export function membersPart(preview: PeriodPreview, pool: PeriodPreview['pools'][number]): number | null {
  const lines = preview.members.flatMap(({ lines }) => lines.filter(line => line.pool === pool.id && isShare(line)))
  if (lines.length > 0) return lines.reduce((sum, line) => sum + line.cents, 0)
  if (pool.cooperative_cents === undefined) return null
  return pool.shared_cents - pool.cooperative_cents - (pool.organisations_cents ?? 0)
}
