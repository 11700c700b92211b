/** Everything that will go wrong in one life of a small workshop, drawn from the seed before it begins. */
import type { ButtonAction, FaultCode } from '#firmware-sim/firmware/messages.ts'
import type { LoadKind } from '#firmware-sim/world/load.ts'
import type { Rng } from '#firmware-sim/world/rng.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

export type Interval = { from_ms: number; to_ms: number }
export type Gesture =
  | { at_ms: number; kind: 'badge'; person: number }
  | { at_ms: number; kind: 'button'; action: ButtonAction }
  | { at_ms: number; kind: 'fault'; code: FaultCode; active: boolean }
export type Stint = Interval & { load: number }
export type Sensor = Interval & { kind: 'dead' | 'stuck' | 'none' }
/** `steady`: right and set from the start; every other clock is wrong in a way of its own. */
export type ClockKind = 'steady' | 'server' | 'never' | '1970' | 'day-ahead' | 'day-behind' | 'stepping'

export type StationFate = {
  load: LoadKind
  register: boolean
  transport: 'serial' | 'mqtt'
  sample_ms: number
  clock: ClockKind
  /** the first boot has been up for 49 days when the story begins: its counter passes 2³² */
  old_counter: boolean
  gestures: Gesture[]
  stints: Stint[]
  sensor: Sensor | null
  /** the meter behind the station starts again at zero Wh */
  energy_restarts_ms: number | null
  unplugged: Interval[]
  unlinked: Interval[]
  /** the program hangs and comes back: no reading, no word, and power all the while */
  frozen: Interval | null
  /** so many messages fit into the station's memory; then the oldest go */
  memory_max: number
  /** another controller is screwed to the wall here: a new token, a new epoch, boot 1 */
  swapped_ms: number | null
  swapped: boolean
}

/** Shares of packets, drawn for each. `mangled` is content that no honest station would say. */
export type LinkFate = {
  lost: number
  unacked: number
  slow: number
  repeated: number
  reordered: number
  mangled: number
}
export type NoiseFate = { garbage: number; cut: number; flip: number }
export type ServerFate = {
  down: Interval[]
  /** shares of groups: killed before the commit, and after it but before any PUBACK */
  killed_before: number
  killed_after: number
}
export type Act = { at_ms: number; station: number; type: 'end-session' | 'lockout' | 'release' }
export type Fate = {
  seed: number
  life_ms: number
  stations: StationFate[]
  link: LinkFate
  noise: NoiseFate
  server: ServerFate
  acts: Act[]
  max_duration_s: number | null
  idle_timeout_s: number | null
  takeover: 'never' | 'when-idle'
}

export const PEOPLE = 5
/** Nobody's badge, and one that was blocked. */
export const STRANGER = 3
export const BLOCKED = 4

const LOADS: LoadKind[] = ['servo-lockstitch', 'clutch-lockstitch', 'overlock', 'band-knife', 'cutter', 'embroidery']
/** Readings here are half a second apart: an inrush would stand for all of one, and its square for a whole window of RMS. */
const SOFT_STARTS: LoadKind[] = ['servo-lockstitch', 'clutch-lockstitch', 'overlock', 'embroidery']
const CLOCKS: ClockKind[] = ['steady', 'steady', 'server', 'never', '1970', 'day-ahead', 'day-behind', 'stepping']
const FAULTS: FaultCode[] = ['thread', 'needle', 'jam', 'estop', 'overcurrent', 'sensor', 'relay-stuck', 'reported']

const oneOf = <T>(rng: Rng, list: readonly T[]): T => list[Math.floor(rng.next() * list.length)] as T
const whole = (rng: Rng, low: number, high: number): number => Math.floor(rng.between(low, high))
/** A kind of trouble this life has at all: most lives have a few kinds, not all of them. */
const share = (rng: Rng, chance: number, most: number): number => (rng.chance(chance) ? rng.between(0, most) : 0)

const intervals = (rng: Rng, count: number, life_ms: number, low_ms: number, high_ms: number): Interval[] => {
  const found: Interval[] = []
  for (let i = 0; i < count; i += 1) {
    const from_ms = whole(rng, 30_000, life_ms)
    found.push({ from_ms, to_ms: from_ms + Math.floor(rng.spread(Math.sqrt(low_ms * high_ms), 1.2, low_ms, high_ms)) })
  }
  return found.sort((a, b) => a.from_ms - b.from_ms)
}

/** One visit: somebody badges, works, and leaves in one way or another. Returns when the next may begin. */
const visit = (rng: Rng, fate: StationFate, from_ms: number): number => {
  const person = rng.chance(0.15) ? whole(rng, 3, PEOPLE) : whole(rng, 0, 3)
  const other = whole(rng, 0, 3)
  if (rng.chance(0.4)) fate.gestures.push({ at_ms: from_ms - 3_000, kind: 'button', action: 'start-confirm' })
  fate.gestures.push({ at_ms: from_ms, kind: 'badge', person })
  if (rng.chance(0.12)) {
    const twice = rng.chance(0.5) ? person : other
    fate.gestures.push({ at_ms: from_ms + whole(rng, 300, 2_500), kind: 'badge', person: twice })
  }
  let t_ms = work(rng, fate, from_ms + whole(rng, 1_000, 30_000))
  if (rng.chance(0.15)) {
    fate.gestures.push({ at_ms: t_ms - whole(rng, 0, 20_000), kind: 'badge', person: other })
    t_ms = work(rng, fate, t_ms + whole(rng, 500, 20_000))
  }
  t_ms = leave(rng, fate, person, t_ms)
  return t_ms + whole(rng, 15_000, rng.chance(0.2) ? 30 * MINUTE_MS : 3 * MINUTE_MS)
}

const work = (rng: Rng, fate: StationFate, from_ms: number): number => {
  let t_ms = from_ms
  for (let left = whole(rng, 0, 6); left > 0; left -= 1) {
    const to_ms = t_ms + whole(rng, 2_000, rng.chance(0.2) ? 200_000 : 30_000)
    fate.stints.push({ from_ms: t_ms, to_ms, load: 1 + 0.03 * rng.gauss() })
    t_ms = to_ms + whole(rng, 1_000, rng.chance(0.1) ? 8 * MINUTE_MS : 25_000)
  }
  return t_ms
}

const leave = (rng: Rng, fate: StationFate, person: number, at_ms: number): number => {
  const way = rng.next()
  if (way < 0.6) fate.gestures.push({ at_ms, kind: 'badge', person })
  else if (way < 0.68) fate.gestures.push({ at_ms, kind: 'button', action: 'end' })
  else if (way < 0.85) {
    const code = oneOf(rng, FAULTS)
    // Now and then in the middle of the last stint
    const from_ms = Math.max(0, at_ms - (rng.chance(0.5) ? whole(rng, 0, 40_000) : 0))
    const to_ms = from_ms + whole(rng, 1_000, 5 * MINUTE_MS)
    fate.gestures.push({ at_ms: from_ms, kind: 'fault', code, active: true })
    fate.gestures.push({ at_ms: to_ms, kind: 'fault', code, active: false })
    return to_ms
  }
  return at_ms
}

const stationFate = (rng: Rng, life_ms: number): StationFate => {
  const register = rng.chance(0.65)
  const fate: StationFate = {
    load: oneOf(rng, register ? LOADS : SOFT_STARTS),
    register,
    transport: rng.chance(0.5) ? 'serial' : 'mqtt',
    sample_ms: oneOf(rng, [10_000, 30_000, 60_000]),
    clock: oneOf(rng, CLOCKS),
    old_counter: rng.chance(0.08),
    gestures: [],
    stints: [],
    sensor: null,
    energy_restarts_ms: rng.chance(0.2) ? whole(rng, 0, life_ms) : null,
    unplugged: rng.chance(0.4) ? intervals(rng, whole(rng, 1, 4), life_ms, 1_000, HOUR_MS) : [],
    unlinked: rng.chance(0.6) ? intervals(rng, whole(rng, 1, 4), life_ms, 2_000, 3 * HOUR_MS) : [],
    frozen: rng.chance(0.25) ? (intervals(rng, 1, life_ms, 5 * MINUTE_MS, 40 * MINUTE_MS)[0] as Interval) : null,
    memory_max: rng.chance(0.15) ? whole(rng, 20, 150) : Number.POSITIVE_INFINITY,
    swapped_ms: rng.chance(0.08) ? whole(rng, life_ms / 3, life_ms) : null,
    swapped: false,
  }
  for (let t_ms = whole(rng, 20_000, 300_000); t_ms < life_ms - 10 * MINUTE_MS; ) t_ms = visit(rng, fate, t_ms)
  if (rng.chance(0.2)) {
    const [interval] = intervals(rng, 1, life_ms, 8_000, 20 * MINUTE_MS)
    fate.sensor = { ...(interval as Interval), kind: oneOf(rng, ['dead', 'stuck', 'none'] as const) }
  }
  fate.gestures.sort((a, b) => a.at_ms - b.at_ms)
  fate.stints.sort((a, b) => a.from_ms - b.from_ms)
  return fate
}

export const fateOf = (seed: number, rng: Rng): Fate => {
  const life_ms = whole(rng, HOUR_MS / 2, 2 * HOUR_MS)
  const acts: Act[] = []
  while (rng.chance(0.25)) {
    const type = oneOf(rng, ['end-session', 'lockout', 'release', 'release'] as const)
    acts.push({ at_ms: whole(rng, 0, life_ms), station: whole(rng, 0, 2), type })
  }
  return {
    seed,
    life_ms,
    stations: [stationFate(rng, life_ms), stationFate(rng, life_ms)],
    link: {
      lost: share(rng, 0.4, 0.2),
      unacked: share(rng, 0.4, 0.2),
      slow: share(rng, 0.3, 0.1),
      repeated: share(rng, 0.4, 0.3),
      reordered: share(rng, 0.1, 0.05),
      mangled: share(rng, 0.15, 0.01),
    },
    noise: { garbage: share(rng, 0.5, 0.1), cut: share(rng, 0.5, 0.1), flip: share(rng, 0.5, 0.1) },
    server: {
      down: rng.chance(0.3) ? intervals(rng, whole(rng, 1, 3), life_ms, 5_000, HOUR_MS) : [],
      killed_before: share(rng, 0.3, 0.05),
      killed_after: share(rng, 0.3, 0.05),
    },
    acts: acts.sort((a, b) => a.at_ms - b.at_ms),
    max_duration_s: rng.chance(0.2) ? whole(rng, 120, 2_400) : null,
    idle_timeout_s: rng.chance(0.3) ? null : 300,
    takeover: rng.chance(0.3) ? 'never' : 'when-idle',
  }
}
