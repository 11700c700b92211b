/** Σ members + the cooperative's part = pools, to the cent (design, rule 5): the screen adds it up again by itself. */
import type { PeriodPreview } from '#server/contract/api.ts'

export type Sum = { members_cents: bigint; cooperative_cents: bigint; shared_cents: bigint; off_cents: bigint }

export function sumOf(preview: PeriodPreview): Sum {
  const add = (values: readonly number[]) => values.reduce((sum, cents) => sum + BigInt(cents), 0n)
  const members_cents = add(preview.members.map(member => member.total_cents))
  const cooperative_cents = BigInt(preview.cooperative_cents)
  const shared_cents = add(preview.pools.map(pool => pool.shared_cents))
  return { members_cents, cooperative_cents, shared_cents, off_cents: members_cents + cooperative_cents - shared_cents }
}

/** What members bear of one pool, where lines say which pool they belong to; otherwise what the cooperative leaves. */
export function membersPart(preview: PeriodPreview, pool: PeriodPreview['pools'][number]): number | null {
  const lines = preview.members.flatMap(member => member.lines.filter(line => line.pool === pool.id))
  if (lines.length > 0) return lines.reduce((sum, line) => sum + line.cents, 0)
  return pool.cooperative_cents === undefined ? null : pool.shared_cents - pool.cooperative_cents
}
