/**
 * Of packs sold in a year under provisional billing: what nobody used. Their whole price was an advance, so what is left of it goes
 * back with the settlement, and is named there.
 */
import type { Directory } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import type { PackUse } from './packs.ts'
import type { PeriodStatement } from './statement.ts'
import type { Payer } from './use.ts'

export type UnusedPack = { sale: string; name: string; left_ms: number; cents: number }
export type UnusedOf = { payer: Payer; unused: UnusedPack }

export function unusedPacks(
  { packs, pack_sales }: Directory,
  issuer: string,
  year: string,
  advances: readonly PeriodStatement[],
): UnusedOf[] {
  const used_ms = usedBySale(advances.flatMap(({ pack_use = [] }) => pack_use))
  return [...pack_sales.values()].flatMap(({ id, pack: of, holder, date, time_ms, price_cents }) => {
    const pack = packs.get(of)
    if (pack?.issuer !== issuer || !date.startsWith(`${year}-`)) return []
    const left_ms = time_ms - (used_ms.get(id) ?? 0)
    if (left_ms <= 0) return []
    const cents = centsOf(divideHalfUp(BigInt(price_cents) * BigInt(left_ms), BigInt(time_ms)))
    return [{ payer: holder, unused: { sale: id, name: pack.name, left_ms, cents } }]
  })
}

function usedBySale(uses: readonly PackUse[]): Map<string, number> {
  const used = new Map<string, number>()
  for (const { sale, ms } of uses) used.set(sale, (used.get(sale) ?? 0) + ms)
  return used
}
