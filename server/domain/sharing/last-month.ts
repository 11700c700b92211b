/**
 * Where costs are shared nobody knows a price beforehand. What a unit of the keys came to in the month before is the nearest honest
 * thing to it, and is always told with that month's name.
 */
import type { Directory, PoolDriver } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import type { PricePart } from './price.ts'
import { covers } from './scope.ts'
import type { PeriodStatement } from './statement.ts'
import type { Use } from './use.ts'
import { billingOf, poolSpan } from './validity.ts'

const MS_PER_HOUR = 3_600_000n
const WH_PER_KWH = 1_000n
type Measure = PricePart['measure']
const MEASURE_OF: Partial<Record<PoolDriver, Measure>> = {
  ...{ running_ms: 'running', worked_ms: 'worked', session_ms: 'session', energy_Wh: 'energy' },
}
const COUNTED: Record<Measure, (use: Use) => number> = {
  ...{ running: use => use.running_ms, worked: use => use.worked_ms, session: use => use.session_ms },
  ...{ idle: use => use.idle_ms, energy: use => use.energy_Wh },
}

type Unit = { measure: Measure; cents: bigint; weight: bigint }

/** Of the pools whose key counts the use of this machine; those shared equally or by area cost the same however much one sews. */
function unitsOf(directory: Directory, use: Use, last: PeriodStatement): Unit[] {
  return last.pools.flatMap(({ id, driver, unit }) => {
    const pool = directory.pools.get(id)
    const measure = MEASURE_OF[driver]
    if (pool === undefined || measure === undefined || unit.weight <= 0) return []
    const shared = billingOf(directory, pool.issuer) === 'share'
    if (!shared || poolSpan(directory, pool, use.date.slice(0, 7)) === null) return []
    if (!covers(pool, use.machine, directory)) return []
    if (pool.categories != null && !pool.categories.includes(use.category ?? '')) return []
    return [{ measure, cents: BigInt(unit.cents), weight: BigInt(unit.weight) }]
  })
}

/** Exact until the one rounding: over the product of what the keys weighed. */
function sumOf_cents(units: readonly Unit[], amount: (unit: Unit) => bigint): number {
  const common = units.reduce((product, { weight }) => product * weight, 1n)
  const sum = units.reduce((cents, one) => cents + one.cents * amount(one) * (common / one.weight), 0n)
  return centsOf(divideHalfUp(sum, common))
}

export function lastMonthsParts(directory: Directory, use: Use, last: PeriodStatement): PricePart[] {
  const by_measure = Map.groupBy(unitsOf(directory, use, last), ({ measure }) => measure)
  return [...by_measure].map(([measure, units]) =>
    measure === 'energy'
      ? { measure, cents_per_kWh: sumOf_cents(units, () => WH_PER_KWH) }
      : { measure, cents_per_hour: sumOf_cents(units, () => MS_PER_HOUR) },
  )
}

/** What a piece of use would come to at last month's units; null: nothing of it is shared by use. */
export function atLastMonths_cents(directory: Directory, use: Use, last: PeriodStatement): number | null {
  const units = unitsOf(directory, use, last)
  return units.length === 0 ? null : sumOf_cents(units, ({ measure }) => BigInt(COUNTED[measure](use)))
}
