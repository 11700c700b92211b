/**
 * Caps per day and per month, for each who is charged and each tariff, over all its machines. A correction of a
 * closed month is outside of them: that month's caps were settled with it. A cap comes as a line of its own
 * that brings the tariff's lines down to what is left after capping, rounded once, so that the sum never exceeds the cap.
 */
import type { TariffFacts } from '../directory.ts'
import { allocate } from './allocate.ts'
import type { RatedLine } from './tariff-rate.ts'
import { exact, rounded_cents } from './tariff-terms.ts'
import type { Use } from './use.ts'

type Metered = {
  account: string
  tariff: TariffFacts
  /** by month, then by day */
  months: Map<string, Map<string, bigint>>
}

export class CapMeter {
  readonly #metered = new Map<string, Metered>()

  add(account: string, tariff: TariffFacts, use: Use, cost: bigint): void {
    if ((tariff.cap_day_cents ?? null) === null && (tariff.cap_month_cents ?? null) === null) return
    const key = meterKey(account, tariff.id)
    const metered = this.#metered.get(key) ?? { account, tariff, months: new Map() }
    this.#metered.set(key, metered)
    const month = use.date.slice(0, 7)
    const days = metered.months.get(month) ?? new Map<string, bigint>()
    metered.months.set(month, days)
    days.set(use.date, (days.get(use.date) ?? 0n) + cost)
  }

  /** What the caps take off, as lines of negative amount. */
  lines(rated: Iterable<RatedLine>): RatedLine[] {
    const grouped = new Map<string, RatedLine[]>()
    for (const line of rated) {
      if (line.adjusts !== null) continue
      const key = meterKey(line.account, line.tariff.id)
      if (this.#metered.has(key)) grouped.set(key, [...(grouped.get(key) ?? []), line])
    }
    return [...grouped].flatMap(([key, lines]) => {
      const metered = this.#metered.get(key)
      if (metered === undefined) return []
      const off = rounded_cents(capped(metered)) - uncapped_cents(lines)
      return off >= 0 ? [] : takenOff(lines, -off)
    })
  }
}

/** Off whoever pays, where the payer changed within the month: by what each would have paid. */
function takenOff(lines: readonly RatedLine[], off_cents: number): RatedLine[] {
  const paying = Map.groupBy(lines, ({ payer }) => `${payer.kind}/${payer.id}`)
  const weights = [...paying].map(([id, theirs]) => ({ id, weight: BigInt(uncapped_cents(theirs)) }))
  const shares = allocate(off_cents, weights, lines[0]?.tariff.id ?? '')
  return [...paying].flatMap(([id, theirs]) => {
    const [first] = theirs
    const off = shares.get(id) ?? 0
    if (first === undefined || off === 0) return []
    const sessions = [...new Set(theirs.flatMap(line => line.sessions))]
    const none = { counted: 0, free_ms: 0, prepaid_ms: 0 }
    return [{ ...first, ...none, part: 'cap' as const, exact: -exact(off), sessions }]
  })
}

const uncapped_cents = (lines: readonly RatedLine[]): number =>
  lines.reduce((sum, line) => sum + rounded_cents(line.exact), 0)

const meterKey = (account: string, tariff: string): string => `${account}|${tariff}`

function capped({ tariff, months }: Metered): bigint {
  let total = 0n
  for (const days of months.values()) {
    let month = 0n
    for (const day of days.values()) month += lower(day, tariff.cap_day_cents)
    total += lower(month, tariff.cap_month_cents)
  }
  return total
}

const lower = (amount: bigint, cap_cents: number | null | undefined): bigint => {
  if (cap_cents === null || cap_cents === undefined) return amount
  const cap = exact(cap_cents)
  return amount < cap ? amount : cap
}
