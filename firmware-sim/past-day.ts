/** One station through one day, from events instead of 10 Hz readings: the same registers, a thousand times faster. */
import { badgeHmac } from './firmware/badge.ts'
import { type Fields, FW, type Message, MODEL, type SampleFields, stamp } from './firmware/messages.ts'
import { STEP_MS } from './rig.ts'
import { NOMINAL_V } from './world/mains.ts'
import type { Visit } from './world/people.ts'
import { noiseAt } from './world/rng.ts'
import type { MachineTruth } from './world/truth.ts'
import type { Place } from './world/workshop.ts'

export type Day = {
  place: Place
  badge_key: string
  boot: number
  from_ms: number
  to_ms: number
  sample_ms: number
  visits: readonly Visit[]
  /** Yesterday's power-down ended an open session: a start wants its confirmation (contract §1, Safety). */
  needs_confirm: boolean
}

type Deed = { at_ms: number; fields: Fields }

/** Currents and time since power-up, summed exactly between two instants; asked in rising order. */
class Sums {
  #day: Day
  #stints: { from_ms: number; to_ms: number; load: number }[]
  #at = 0
  #done = { ticks: 0, square: 0, mAms: 0 }

  constructor(day: Day) {
    this.#day = day
    this.#stints = day.visits.flatMap(visit => visit.stints)
  }

  /** Readings at whole steps since power-up that fell into work: what a meter at 10 Hz has counted by `t_ms`. */
  #ticks(from_ms: number, to_ms: number, t_ms: number): number {
    const first = Math.ceil((from_ms - this.#day.from_ms) / STEP_MS)
    const last = Math.min(
      Math.ceil((to_ms - this.#day.from_ms) / STEP_MS) - 1,
      Math.floor((t_ms - this.#day.from_ms) / STEP_MS),
    )
    return Math.max(0, last - first + 1)
  }

  #of(stint: { from_ms: number; to_ms: number; load: number }, t_ms: number) {
    const { idle_A, work_A } = this.#day.place.levels
    const worked_ms = Math.max(0, Math.min(stint.to_ms, t_ms) - stint.from_ms)
    const idle_mA = idle_A * 1_000
    const work_mA = idle_mA + (work_A - idle_A) * 1_000 * stint.load
    return {
      ticks: this.#ticks(stint.from_ms, stint.to_ms, t_ms),
      square: (work_mA ** 2 - idle_mA ** 2) * worked_ms,
      mAms: (work_mA - idle_mA) * worked_ms,
    }
  }

  upTo(t_ms: number): { running_ms: number; square: number; energy_Ws: number } {
    for (let stint = this.#stints[this.#at]; stint && stint.to_ms <= t_ms; stint = this.#stints[this.#at]) {
      const whole = this.#of(stint, t_ms)
      this.#done.ticks += whole.ticks
      this.#done.square += whole.square
      this.#done.mAms += whole.mAms
      this.#at += 1
    }
    const stint = this.#stints[this.#at]
    const part = stint ? this.#of(stint, t_ms) : { ticks: 0, square: 0, mAms: 0 }
    const { levels, load } = this.#day.place
    const up_ms = t_ms - this.#day.from_ms
    const mAms = this.#done.mAms + part.mAms + levels.idle_A * 1_000 * up_ms
    return {
      running_ms: (this.#done.ticks + part.ticks) * STEP_MS,
      square: this.#done.square + part.square + (levels.idle_A * 1_000) ** 2 * up_ms,
      energy_Ws: (mAms / 1_000_000) * NOMINAL_V * load.power_factor,
    }
  }
}

/** Onto the station's grid of readings: registers and `up_ms` move together. */
const onGrid = (day: Day, t_ms: number): number => day.from_ms + Math.ceil((t_ms - day.from_ms) / STEP_MS) * STEP_MS

const deedsOf = (day: Day): Deed[] => {
  const { spec, load } = day.place
  const deeds: Deed[] = []
  const relay = spec.sensor !== 'none'
  let confirm = day.needs_confirm
  day.visits.forEach((visit, i) => {
    const badge = badgeHmac(day.badge_key, visit.uid)
    const add = (at_ms: number, fields: Fields) => deeds.push({ at_ms: onGrid(day, at_ms), fields })
    if (confirm) add(visit.from_ms - 3_000, { type: 'button', action: 'start-confirm' })
    confirm = false
    const { order } = visit
    add(visit.from_ms, { type: 'badge', badge, offline: { verdict: 'granted', reason: null }, ...(order && { order }) })
    const before = day.visits[i - 1]
    if (relay && before?.leaves !== 'forgets') add(visit.from_ms, { type: 'relay', on: true, cause: 'badge' })
    // A cycle that runs on is not cut: the relay opens a hold after it.
    const still_ms = Math.max(visit.to_ms, visit.stints.at(-1)?.to_ms ?? 0)
    const off = (cause: string) => relay && add(still_ms + load.hold_ms, { type: 'relay', on: false, cause })
    if (visit.breakdown) {
      const { code, clear_ms } = visit.breakdown
      add(visit.to_ms, { type: 'fault', code, active: true })
      off('fault')
      add(Math.max(clear_ms, visit.to_ms + load.hold_ms), { type: 'fault', code, active: false })
      confirm = true
    } else if (visit.leaves === 'badge-out') {
      add(visit.to_ms, { type: 'badge', badge, offline: { verdict: 'ended', reason: 'badge-out' } })
      off('badge-out')
    }
  })
  // Somebody may sit down before the hold has passed: then the relay never opened.
  return deeds
    .filter(({ at_ms, fields }) => !(fields.type === 'relay' && reseated(day, at_ms, fields.on)))
    .sort((a, b) => a.at_ms - b.at_ms)
}

const reseated = (day: Day, at_ms: number, on: boolean): boolean => {
  const hold_ms = day.place.load.hold_ms
  const from = (visit: Visit) => onGrid(day, visit.from_ms)
  return day.visits.some((visit, i) => {
    const next = day.visits[i + 1]
    if (next === undefined || visit.leaves === 'forgets') return false
    const off_ms = onGrid(day, visit.to_ms + hold_ms)
    return from(next) <= off_ms && (on ? from(next) === at_ms : off_ms === at_ms)
  })
}

/** Everything the station stored that day, in order, and the truth of it. */
export const recordDay = (day: Day, truth: MachineTruth): Message[] => {
  const { spec, load, seeds } = day.place
  const metered = spec.sensor !== 'none'
  const sums = new Sums(day)
  const messages: Message[] = []
  let relay = !metered
  let sampled = { at_ms: day.from_ms, square: 0 }
  let last_mA = 0

  const send = (at_ms: number, fields: Fields) => {
    const seq = messages.length
    messages.push(stamp({ boot: day.boot, seq, up_ms: at_ms - day.from_ms, at_ms }, fields))
  }
  const sample = (at_ms: number) => {
    const sum = sums.upTo(at_ms)
    const window_ms = at_ms - sampled.at_ms
    if (window_ms > 0) {
      const rms = Math.sqrt(Math.max(0, sum.square - sampled.square) / window_ms)
      last_mA = Math.round(rms * (1 + 0.003 * noiseAt(seeds.noise, at_ms)))
    }
    sampled = { at_ms, square: sum.square }
    const fields: SampleFields = { type: 'sample', current_mA: metered ? last_mA : null, relay }
    if (spec.sensor === 'power' || spec.sensor === 'energy') {
      fields.power_W = Math.round((last_mA / 1_000) * NOMINAL_V * load.power_factor)
    }
    if (spec.register) {
      fields.energy_Wh = Math.floor(sum.energy_Ws / 3_600)
      fields.running_ms = sum.running_ms
    }
    send(at_ms, fields)
  }

  send(day.from_ms, {
    type: 'hello',
    fw: FW,
    model: MODEL,
    reader: true,
    meter: spec.sensor,
    relay: metered,
    list_version: 1,
    sample_ms: day.sample_ms,
  })
  let next_sample_ms = day.from_ms + day.sample_ms
  for (const deed of deedsOf(day)) {
    for (; next_sample_ms < deed.at_ms; next_sample_ms += day.sample_ms) sample(next_sample_ms)
    // With registers the contract asks for it; at five minutes a window it serves an estimate just as well.
    // And before a fault, that what was worked until then is not mistaken for faulted time.
    if (metered && deed.fields.type !== 'button') sample(deed.at_ms)
    send(deed.at_ms, deed.fields)
    if (deed.fields.type === 'relay') relay = deed.fields.on
  }
  for (; next_sample_ms <= day.to_ms; next_sample_ms += day.sample_ms) sample(next_sample_ms)
  sample(day.to_ms)
  tellTruth(day, truth, sums.upTo(day.to_ms).energy_Ws)
  return messages
}

const tellTruth = (day: Day, truth: MachineTruth, energy_Ws: number): void => {
  for (const visit of day.visits) {
    truth.begin(visit.member, onGrid(day, visit.from_ms))
    for (const stint of visit.stints) truth.worked(stint.from_ms, stint.to_ms)
    truth.end(onGrid(day, visit.to_ms))
  }
  truth.used(energy_Ws)
}
