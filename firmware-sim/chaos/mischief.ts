/** When a plug is pulled or a link is lost: a pure function of seed and time, as the mains' dips are. */
import { mix } from '../world/rng.ts'

/** At most one of either in each slot, and the end of a slot is always calm. */
const SLOT_MS = 30_000
const CALM_MS = 8_000
const UNPLUG_SHARE = 0.25
const UNLINK_SHARE = 0.35
const UNPLUGGED_MS = { least: 1_000, most: 6_000 }
const UNLINKED_MS = { least: 2_000, most: 14_000 }
/** The `noise` of the serial cables while chaos plays. */
export const CHAOS_NOISE = { garbage: 0.02, cut: 0.02, flip: 0.02 }

export type Mischief = { unplugged: boolean; unlinked: boolean }
export const CALM: Mischief = { unplugged: false, unlinked: false }

const uniform = (h: number): number => h / 4_294_967_296

/** `t_ms` since the world began to move; the first slot is calm, so that everybody gets to know the server. */
export const mischiefAt = (seed: number, t_ms: number): Mischief => {
  const slot = Math.floor(t_ms / SLOT_MS)
  if (slot < 1) return CALM
  const h = mix(seed ^ mix(slot ^ 0x6c6f7374))
  const kind = uniform(h)
  if (kind >= UNPLUG_SHARE + UNLINK_SHARE) return CALM
  const { least, most } = kind < UNPLUG_SHARE ? UNPLUGGED_MS : UNLINKED_MS
  const for_ms = least + uniform(mix(h)) * (most - least)
  const from_ms = uniform(mix(h ^ 1)) * (SLOT_MS - CALM_MS - most)
  const into_ms = t_ms - slot * SLOT_MS
  if (into_ms < from_ms || into_ms >= from_ms + for_ms) return CALM
  return kind < UNPLUG_SHARE ? { unplugged: true, unlinked: true } : { unplugged: false, unlinked: true }
}
