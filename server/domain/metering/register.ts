/** Differences of the cumulative registers a station sends, contract §1 `sample` and §3. */
import type { Meter } from './state.ts'
import type { SampleMessage } from './types.ts'

const MS_PER_HOUR = 3_600_000
/**
 * What no shared machine draws: 144 A on three phases. A register that grew faster is another meter's, put in the place of the
 * first (issue 3, point 6).
 */
const POWER_MAX_W = 100_000
/** A whole Wh either way, as registers count them. */
const RESOLUTION_Wh = 2

type Register = NonNullable<Meter['register']>

/** The register is 0 at `up_ms` 0 (contract §1): a boot's first sample counts from there. */
const AT_POWER_UP: Register = { up_ms: 0, running_ms: 0 }

/** What the next difference is taken from; null when samples without a register came first and were estimated. */
export const registerBase = (meter: Meter): Register | null => meter.register ?? (meter.sampled ? null : AT_POWER_UP)

/** Why a register value cannot be true after what this boot said before; null when it can. */
export function registerFlaw(meter: Meter, up_ms: number, running_ms: number): string | null {
  if (running_ms > up_ms) return `running_ms ${running_ms} exceeds up_ms ${up_ms}`
  const base = registerBase(meter)
  if (base === null) return null
  const worked_ms = running_ms - base.running_ms
  if (worked_ms < 0) return `running_ms fell from ${base.running_ms} to ${running_ms} within a boot`
  const elapsed_ms = up_ms - base.up_ms
  // Contract §3: a difference larger than that of up_ms is impossible
  return worked_ms > elapsed_ms ? `running_ms grew by ${worked_ms} in ${elapsed_ms} ms` : null
}

/**
 * Energy of the time since `counted_up_ms`: a register's difference (never negative: one that restarts at zero begins
 * again, and one that another meter put in its place brought along is never a jump), else power over the time this sample speaks for.
 */
export function energyOf_Wh(meter: Meter, sample: SampleMessage, covered_ms: number): number {
  if (sample.energy_Wh === undefined) return ((sample.power_W ?? 0) * covered_ms) / MS_PER_HOUR
  if (meter.energy === null) return 0
  const elapsed_ms = sample.up_ms - meter.energy.up_ms
  const difference_Wh = sample.energy_Wh - meter.energy.energy_Wh
  const most_Wh = (POWER_MAX_W * elapsed_ms) / MS_PER_HOUR + RESOLUTION_Wh
  if (difference_Wh < 0 || difference_Wh > most_Wh) return 0
  const outside_ms = Math.max(0, meter.counted_up_ms - meter.energy.up_ms)
  return elapsed_ms === 0 ? difference_Wh : (difference_Wh * (elapsed_ms - outside_ms)) / elapsed_ms
}
