/** What goes wrong at one station and when: a pure function of seed and time, as the mains' dips are. */
import { mix } from '../world/rng.ts'

/** At most one trouble in each slot, and the end of a slot is always calm. */
const SLOT_MS = 15_000
const CALM_MS = 3_000

type Kind = 'unplugged' | 'unlinked' | 'sensor' | 'clock'
/** How often in a hundred slots, and for how long. What is left is calm. */
const TROUBLES: readonly { kind: Kind; share: number; least: number; most: number }[] = [
  { kind: 'unplugged', share: 0.2, least: 1_000, most: 6_000 },
  { kind: 'unlinked', share: 0.3, least: 2_000, most: 11_000 },
  { kind: 'sensor', share: 0.12, least: 4_000, most: 11_000 },
  { kind: 'clock', share: 0.1, least: 1_000, most: 11_000 },
]
/** The `noise` of the serial cables while chaos plays. */
export const CHAOS_NOISE = { garbage: 0.02, cut: 0.02, flip: 0.02 }

/** `dead` reads nothing at all, `fallen` reads zero, `stuck` repeats what it last read. */
export type SensorTrouble = 'dead' | 'fallen' | 'stuck'
/** Where a clock stands wrong: before it was ever set, a day off, or a little behind. */
export type ClockTrouble = '1970' | 'day-ahead' | 'day-behind' | 'minutes-behind'
export type Mischief = {
  unplugged: boolean
  unlinked: boolean
  sensor: SensorTrouble | null
  clock: ClockTrouble | null
  /** which of several parts is hit: a whole number to take the remainder of */
  which: number
}
export const CALM: Mischief = { unplugged: false, unlinked: false, sensor: null, clock: null, which: 0 }

const SENSORS: readonly SensorTrouble[] = ['dead', 'fallen', 'stuck']
const CLOCKS: readonly ClockTrouble[] = ['1970', 'day-ahead', 'day-behind', 'minutes-behind']

const uniform = (h: number): number => h / 4_294_967_296

/** `t_ms` since the world began to move; the first slot is calm, so that everybody gets to know the server. */
export const mischiefAt = (seed: number, t_ms: number): Mischief => {
  const slot = Math.floor(t_ms / SLOT_MS)
  if (slot < 1) return CALM
  const h = mix(seed ^ mix(slot ^ 0x6c6f7374))
  const trouble = drawn(uniform(h))
  if (trouble === undefined) return CALM
  const for_ms = trouble.least + uniform(mix(h)) * (trouble.most - trouble.least)
  const from_ms = uniform(mix(h ^ 1)) * (SLOT_MS - CALM_MS - trouble.most)
  const into_ms = t_ms - slot * SLOT_MS
  if (into_ms < from_ms || into_ms >= from_ms + for_ms) return CALM
  return suffered(trouble.kind, mix(h ^ 2))
}

function drawn(at: number): (typeof TROUBLES)[number] | undefined {
  let up_to = 0
  return TROUBLES.find(({ share }) => {
    up_to += share
    return at < up_to
  })
}

function suffered(kind: Kind, which: number): Mischief {
  switch (kind) {
    case 'unplugged':
      return { ...CALM, unplugged: true, unlinked: true, which }
    case 'unlinked':
      return { ...CALM, unlinked: true, which }
    case 'sensor':
      return { ...CALM, sensor: SENSORS[which % SENSORS.length] ?? 'dead', which }
    case 'clock':
      return { ...CALM, clock: CLOCKS[which % CLOCKS.length] ?? '1970', which }
  }
}
