/** The 230 V supply of a workshop as a pure function of time: slow wander, and dips when something big starts nearby. */
import { mix, noiseAt } from './rng.ts'

export const NOMINAL_V = 230
const WANDER_MS = 20_000
const DIP_SLOT_MS = 60_000
/** About four dips an hour. */
const DIP_SHARE = 4 / 60

const wander = (seed: number, t_ms: number): number => {
  const slot = Math.floor(t_ms / WANDER_MS)
  const part = t_ms / WANDER_MS - slot
  const from = noiseAt(seed, slot)
  return 1 + 0.008 * (from + (noiseAt(seed, slot + 1) - from) * part)
}

const dip = (seed: number, t_ms: number): number => {
  const slot = Math.floor(t_ms / DIP_SLOT_MS)
  const h = mix(seed ^ mix(slot ^ 0x5bd1e995))
  if (h / 4_294_967_296 >= DIP_SHARE) return 1
  const shape = mix(h)
  const start_ms = slot * DIP_SLOT_MS + (shape % (DIP_SLOT_MS - 1_000))
  const length_ms = 60 + (mix(shape) % 300)
  if (t_ms < start_ms || t_ms >= start_ms + length_ms) return 1
  return 0.78 + (mix(shape ^ 1) % 120) / 1_000
}

/** Every machine of a workshop hangs on one supply, and all are asked about the same instant in turn. */
let last = { seed: Number.NaN, t_ms: Number.NaN, value: Number.NaN }

/** Voltage relative to nominal. */
export function mainsAt(seed: number, t_ms: number): number {
  if (seed !== last.seed || t_ms !== last.t_ms) last = { seed, t_ms, value: wander(seed, t_ms) * dip(seed, t_ms) }
  return last.value
}
