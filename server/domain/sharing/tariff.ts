/** Prices: which tariff a session falls under, and what a line of several sessions costs. Net of VAT. */
import type { TariffFacts } from '../directory.ts'
import { priceOfTime_cents } from '../money.ts'
import type { Use } from './use.ts'

const MEASURES: Record<TariffFacts['price'], (use: Use) => number> = {
  running: use => use.running_ms,
  worked: use => use.worked_ms,
  session: use => use.session_ms,
}

export type TariffLine = { tariff: TariffFacts; machine: string; counted_ms: number; cents: number; sessions: string[] }

/**
 * The one tariff in force when the session began, whoever issues it, so that nothing is priced twice: naming the machine
 * before any machine, the member's category before any category, then the latest `valid_from`, then the smaller id.
 * The category is the one the session began with.
 */
export function tariffFor(tariffs: Iterable<TariffFacts>, use: Use): TariffFacts | null {
  let best: TariffFacts | null = null
  for (const tariff of tariffs) {
    if (tariff.valid_from > use.date) continue
    if (tariff.category !== null && tariff.category !== use.category) continue
    if (tariff.machines !== null && !tariff.machines.includes(use.machine)) continue
    if (best === null || precedes(tariff, best)) best = tariff
  }
  return best
}

function precedes(a: TariffFacts, b: TariffFacts): boolean {
  const specificity = (tariff: TariffFacts) => (tariff.machines === null ? 0 : 2) + (tariff.category === null ? 0 : 1)
  if (specificity(a) !== specificity(b)) return specificity(a) > specificity(b)
  if (a.valid_from !== b.valid_from) return a.valid_from > b.valid_from
  return a.id < b.id
}

/** One member's use as lines, one for each tariff and machine; each line is rounded once. */
export function tariffLines(tariffs: readonly TariffFacts[], uses: readonly Use[]): TariffLine[] {
  const lines = new Map<string, { tariff: TariffFacts; machine: string; counted_ms: number; sessions: string[] }>()
  for (const use of uses) {
    const tariff = tariffFor(tariffs, use)
    if (tariff === null) continue
    const key = `${tariff.id}/${use.machine}`
    const line = lines.get(key) ?? { tariff, machine: use.machine, counted_ms: 0, sessions: [] }
    line.counted_ms += MEASURES[tariff.price](use)
    if (use.session !== null) line.sessions.push(use.session)
    lines.set(key, line)
  }
  return [...lines.values()].map(line => ({
    ...line,
    cents: priceOfTime_cents(line.counted_ms, line.tariff.cents_per_hour),
  }))
}
