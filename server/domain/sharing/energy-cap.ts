/**
 * Energy is passed on and never sold: the lines per kWh that allocate a pool's cost may not bring in more than that pool cost
 * in the month. Where the rate would, the cost itself is shared among them by their kWh.
 */
import { allocate } from './allocate.ts'
import type { RatedLine } from './tariff-rate.ts'

export type PricedLine = { line: RatedLine; cents: number }

export function energyCapped(lines: readonly PricedLine[], poolNet: (pool: string) => number): PricedLine[] {
  const capped = new Map<RatedLine, number>()
  // What corrects a closed month is outside of this month's cost
  const own = lines.filter(({ line }) => line.adjusts === null)
  for (const [pool, group] of Map.groupBy(own, ({ line }) => allocatedPool(line))) {
    if (pool === null) continue
    const limit = Math.max(0, poolNet(pool))
    if (group.reduce((sum, { cents }) => sum + cents, 0) <= limit) continue
    const shares = allocate(
      limit,
      group.map(({ line }) => ({ id: nameOf(line), weight: BigInt(line.counted) })),
      pool,
    )
    for (const { line } of group) capped.set(line, shares.get(nameOf(line)) ?? 0)
  }
  return lines.map(({ line, cents }) => ({ line, cents: capped.get(line) ?? cents }))
}

/** What makes a line one of its own, whichever order they come in. */
const nameOf = ({ account, payer, machine, tariff }: RatedLine): string =>
  `${account}/${payer.kind}/${payer.id}/${machine}/${tariff.id}`

function allocatedPool({ tariff, part }: RatedLine): string | null {
  if (part !== 'energy') return null
  const component = tariff.components?.find(({ measure }) => measure === 'energy')
  return component?.measure === 'energy' ? component.pool : null
}
