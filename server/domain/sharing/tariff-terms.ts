/** What a tariff counts of one use, and what that costs, exactly: money is in 3 600 000ths of a cent until a line is rounded. */
import type { TariffFacts } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import type { TariffComponent, TimeMeasure } from './facts.ts'
import type { Use } from './use.ts'

/** Milliseconds of an hour: what cents per hour times ms is counted in. */
export const EXACT_PER_CENT = 3_600_000n
const WH_TO_EXACT = 3_600n

export const exact = (cents: number): bigint => BigInt(cents) * EXACT_PER_CENT
/** Half up, once, when a line is complete. */
export const rounded_cents = (amount: bigint): number => centsOf(divideHalfUp(amount, EXACT_PER_CENT))

const COUNTED: Record<TimeMeasure, (use: Use) => number> = {
  running: use => use.running_ms,
  worked: use => use.worked_ms,
  session: use => use.session_ms,
  idle: use => use.idle_ms,
}

export const componentsOf = (tariff: TariffFacts): TariffComponent[] =>
  tariff.components ?? [{ measure: tariff.price, cents_per_hour: tariff.cents_per_hour }]

/** ms of time, or Wh. Time is rounded up to the tariff's step, a reversal like what it reverses. */
export function counted(component: TariffComponent, tariff: TariffFacts, use: Use): number {
  if (component.measure === 'energy') return use.energy_Wh
  const ms = COUNTED[component.measure](use)
  const step = tariff.step_ms ?? 0
  if (step <= 1 || ms === 0) return ms
  return Math.sign(ms) * Math.ceil(Math.abs(ms) / step) * step
}

export const costOf = (component: TariffComponent, amount: number): bigint =>
  component.measure === 'energy'
    ? BigInt(amount) * BigInt(component.cents_per_kWh) * WH_TO_EXACT
    : BigInt(amount) * BigInt(component.cents_per_hour)

/** Whether sessions must be priced one by one: with any of these a sum of sessions is not priced like its parts. */
export const needsEachSession = (tariff: TariffFacts): boolean =>
  [
    tariff.step_ms,
    tariff.minimum_cents,
    tariff.setup_cents,
    tariff.free_ms,
    tariff.cap_day_cents,
    tariff.cap_month_cents,
  ].some(term => (term ?? 0) > 0)
