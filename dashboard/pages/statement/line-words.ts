/** How a line comes to its sum, so that it can be done again on paper: a part of a pool, or a count at a price. */
import type { PeriodPreview } from '#server/contract/api.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Line } from './sum.ts'
import { s } from './texts.ts'

type Pool = PeriodPreview['pools'][number]
const TIMES = new Set(['running', 'idle', 'worked', 'session'])
const TIME_DRIVERS = new Set(['running_ms', 'worked_ms', 'session_ms'])

export function howCounted(line: Line, pools: readonly Pool[]): string | null {
  const pool = pools.find(({ id }) => id === line.pool)
  return pool === undefined ? priced(line) : shared(line, pool)
}

/** A correction of a closed month and a purpose's time are shares of something else: the pool's own unit would not give them. */
function shared({ counted, via, adjusts, kind }: Line, { driver, unit }: Pool): string | null {
  const own = counted !== undefined && via === undefined && adjusts === undefined && kind === 'share'
  if (!own || unit === undefined || unit.weight === 0) return null
  const of = euros(unit.cents, language.value)
  return s('line.share', { part: amountOf(counted, driver), whole: amountOf(unit.weight, driver), of })
}

const HOUR_MS = 3_600_000
const figure = (value: number): string =>
  new Intl.NumberFormat(language.value, { maximumFractionDigits: 3 }).format(value)
/** Decimal hours and whole watt-hours: whoever does the division on paper arrives at the cent. */
const hours = (ms: number): string => `${figure(ms / HOUR_MS)}\u00a0h`

function amountOf(weight: number, driver: string | undefined): string {
  if (driver !== undefined && TIME_DRIVERS.has(driver)) return hours(weight)
  return driver === 'energy_Wh' ? `${figure(weight)}\u00a0Wh` : figure(weight)
}

function priced({ kind, counted, unit_cents }: Line): string | null {
  if (counted === undefined || unit_cents === undefined || kind === undefined || !TIMES.has(kind)) return null
  return s('line.price', { time: hours(counted), price: euros(unit_cents, language.value) })
}
