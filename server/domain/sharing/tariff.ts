/** Prices: which tariff a session falls under, and what a line of several sessions costs. Net of VAT. */
import type { Directory, TariffFacts } from '../directory.ts'
import type { Session } from '../metering/types.ts'

const HOUR_MS = 3_600_000n

const MEASURES: Record<TariffFacts['price'], (session: Session) => number> = {
  running: session => session.running_ms,
  worked: session => session.worked_ms,
  session: session => session.session_ms,
}

export type TariffLine = { tariff: TariffFacts; machine: string; counted_ms: number; cents: number; sessions: string[] }

/**
 * The tariff in force when the session began: of its issuer's price list, naming the machine before any machine, the
 * member's category before any category, then the latest `valid_from`, then the smaller id.
 * `start_date` is the session's local date, `yyyy-mm-dd`.
 */
export function tariffFor(
  tariffs: Iterable<TariffFacts>,
  session: Session,
  category: string | null,
  start_date: string,
): TariffFacts | null {
  let best: TariffFacts | null = null
  for (const tariff of tariffs) {
    if (tariff.valid_from > start_date) continue
    if (tariff.category !== null && tariff.category !== category) continue
    if (tariff.machines !== null && !tariff.machines.includes(session.machine)) continue
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

/** `ms` at `cents_per_hour`, rounded once, half up. */
export function priceOf(ms: bigint, cents_per_hour: number): number {
  return Number((2n * ms * BigInt(cents_per_hour) + HOUR_MS) / (2n * HOUR_MS))
}

/** One member's sessions as lines, one for each tariff and machine; each line is rounded once. */
export function tariffLines(
  directory: Directory,
  tariffs: readonly TariffFacts[],
  sessions: readonly Session[],
  localDate: (at_ms: number) => string,
): TariffLine[] {
  const lines = new Map<string, { tariff: TariffFacts; machine: string; counted_ms: bigint; sessions: string[] }>()
  for (const session of sessions) {
    const category = directory.members.get(session.member)?.category ?? null
    const tariff = tariffFor(tariffs, session, category, localDate(session.start_at_ms))
    if (tariff === null) continue
    const key = `${tariff.id}/${session.machine}`
    const line = lines.get(key) ?? { tariff, machine: session.machine, counted_ms: 0n, sessions: [] }
    line.counted_ms += BigInt(MEASURES[tariff.price](session))
    line.sessions.push(session.id)
    lines.set(key, line)
  }
  return [...lines.values()].map(line => ({
    ...line,
    counted_ms: Number(line.counted_ms),
    cents: priceOf(line.counted_ms, line.tariff.cents_per_hour),
  }))
}
