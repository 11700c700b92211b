/** One life from its seed: two stations, their lines, a bad link and a server that dies, in virtual time. */
import { BATCH_MESSAGES_MAX } from '#firmware-sim/firmware/batch.ts'
import type { Down } from '#firmware-sim/firmware/messages.ts'
import { LOADS, taughtProfile } from '#firmware-sim/world/loads.ts'
import { createRng, type Rng, seedOf } from '#firmware-sim/world/rng.ts'
import { offlineList } from '#server/domain/access/list.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import { BLOCKED, type Fate, fateOf, type Interval, PEOPLE, STRANGER } from './fates.ts'
import { type Line, MqttLine, type Queued, SerialLine } from './line.ts'
import { type Packet, SimServer } from './server.ts'
import { COARSE_MS, FINE_MS, LINK_LOSS_S, SimStation } from './station.ts'

/** Monday 2026-10-05, 10:00 in Paris. */
export const BEGAN_AT_MS = 1_791_187_200_000
const DAY_MS = 86_400_000
/** Rounds of sending at the very end, when everything has been mended. */
const LAST_ROUNDS = 5_000

export const BADGES = Array.from({ length: PEOPLE }, (_, i) => String(i + 1).repeat(64))

export type Life = {
  fate: Fate
  stations: SimStation[]
  lines: Line[]
  server: SimServer
  /** `station/epoch/boot/seq` the server has acknowledged, and what of it chaos had spoilt */
  acknowledged: Set<string>
  mangled: Set<string>
  reordered: number
  problems: string[]
}

export const directoryOf = (fate: Fate): Directory => {
  const directory = emptyDirectory()
  const site = { site: 'sim', name: 'sim', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share' } as const
  directory.site = { ...site, opening: null, link_loss_s: LINK_LOSS_S }
  fate.stations.forEach((station, i) => {
    const id = `s${i}`
    const profile = { ...taughtProfile(LOADS[station.load]), idle_timeout_s: fate.idle_timeout_s }
    directory.profiles.set(id, { id, version: 1, ...profile, max_duration_s: fate.max_duration_s })
    const machine = { id: `m${i}`, name: id, kind: station.load, profile: id, qualification: null, place: null }
    const { sample_ms } = station
    directory.machines.set(machine.id, { ...machine, sensor: 'current', takeover: fate.takeover, sample_ms })
    directory.stations.set(id, { id, machine: machine.id, epoch: 1 })
  })
  BADGES.forEach((badge, i) => {
    if (i === STRANGER) return
    const member = `p${i}`
    const dates = { joined: null, left: null, activity_started: null, charter_signed: '2025-01-01' }
    const facts = { category: null, organisation: null, suspended: false, qualifications: [], language: 'fr' } as const
    directory.members.set(member, { id: member, ...dates, ...facts, qualifications: [] })
    const blocked = i === BLOCKED
    directory.badges.set(badge, { badge, member, blocked, valid_from_ms: null, valid_until_ms: null })
  })
  return directory
}

const within = (intervals: readonly Interval[], t_ms: number): boolean =>
  intervals.some(({ from_ms, to_ms }) => t_ms >= from_ms && t_ms < to_ms)

/** `packet` null: lost on the way; its sender notices and sends again. */
type Flight = { due_ms: number; packet: Packet | null }
type Falling = { station: number; due_ms: number; down: Down }

class World {
  readonly fate: Fate
  readonly rng: Rng
  readonly server: SimServer
  readonly stations: SimStation[]
  readonly lines: Line[]
  readonly acknowledged = new Set<string>()
  readonly mangled = new Set<string>()
  reordered = 0
  #t_ms = 0
  readonly #linked = [false, false]
  readonly #downs: Falling[] = []
  readonly #in_flight: (Flight | null)[] = [null, null]
  #act = 0
  mended = false

  constructor(seed: number, alter: (fate: Fate) => Fate) {
    this.fate = alter(fateOf(seed, createRng(seedOf(seed, 'fate'))))
    this.rng = createRng(seedOf(seed, 'world'))
    this.server = new SimServer(directoryOf(this.fate), this.fate.server, this.rng, (id, down) =>
      this.#sendDown(id, down),
    )
    this.stations = this.fate.stations.map(
      (fate, i) => new SimStation(`s${i}`, fate, BADGES, seedOf(seed, `noise/${i}`), BEGAN_AT_MS),
    )
    this.lines = this.stations.map(station => this.#line(station))
  }

  #line(station: SimStation): Line {
    return station.fate.transport === 'mqtt'
      ? new MqttLine(station)
      : new SerialLine(station, this.fate.noise, this.rng)
  }

  get now_ms(): number {
    return BEGAN_AT_MS + this.#t_ms
  }

  async live(): Promise<void> {
    await this.server.start()
    for (const station of this.stations) station.powerOn(this.now_ms)
    while (this.#t_ms < this.fate.life_ms) {
      const step_ms = this.stations.every(station => station.quiet()) && this.#calm() ? COARSE_MS : FINE_MS
      this.#t_ms += step_ms
      for (const [i, station] of this.stations.entries()) {
        await this.#mishaps(i, station)
        station.step(this.now_ms, step_ms)
      }
      await this.#acts()
      await this.#carry()
    }
    this.mended = true
    for (const station of this.stations) {
      if (!station.powered) station.powerOn(this.now_ms)
      station.report()
    }
    for (let round = 0; round < LAST_ROUNDS && this.#waiting(); round += 1) {
      this.#t_ms += FINE_MS
      await this.#carry()
    }
  }

  #waiting(): boolean {
    return this.stations.some(station => station.outbox.length > 0) || this.lines.some(line => line.queue.length > 0)
  }

  /** An answer on its way wants its time. */
  #calm(): boolean {
    return this.#downs.length === 0
  }

  async #mishaps(i: number, station: SimStation): Promise<void> {
    const { fate } = station
    if (within(fate.unplugged, this.#t_ms)) station.powerOff()
    else if (!station.powered) station.powerOn(this.now_ms)
    if (fate.clock === 'stepping' && this.rng.chance(0.001)) station.stepClock((this.rng.next() - 0.7) * DAY_MS)
    this.#forget(i, station)
    if (fate.swapped_ms === null || this.#t_ms < fate.swapped_ms) return
    // Whoever swaps a controller lets the old one tell what it has to tell
    if (station.outbox.length > 0 || this.lines[i]?.queue.length !== 0 || this.#in_flight[i] !== null) return
    fate.swapped_ms = null
    fate.swapped = true
    await this.server.newEpoch(station.id, this.now_ms)
    station.swap(this.now_ms)
    this.lines[i] = this.#line(station)
  }

  /** A full memory writes over its oldest messages: a gap in `seq`. */
  #forget(i: number, station: SimStation): void {
    const too_many = station.outbox.length - station.fate.memory_max
    if (too_many <= 0 || this.#in_flight[i] !== null) return
    station.outbox.splice(0, too_many)
    if (station.fate.transport === 'mqtt') this.lines[i]?.queue.splice(0, too_many)
  }

  async #acts(): Promise<void> {
    for (let act = this.fate.acts[this.#act]; act !== undefined && act.at_ms <= this.#t_ms; ) {
      this.#act += 1
      const by = 'p0'
      const action =
        act.type === 'end-session'
          ? ({ type: act.type, reason: 'admin', by } as const)
          : act.type === 'lockout'
            ? ({ type: act.type, by, why: 'blade' } as const)
            : ({ type: act.type, by } as const)
      await this.server.act(`s${act.station}`, action, this.now_ms)
      act = this.fate.acts[this.#act]
    }
  }

  /** Lines, link and server, one round. */
  async #carry(): Promise<void> {
    const up = this.mended || !within(this.fate.server.down, this.#t_ms)
    for (const [i, station] of this.stations.entries()) {
      const line = this.lines[i] as Line
      if (station.powered || station.fate.transport === 'serial') line.pump()
      await this.#link(i, station, up)
    }
    this.#deliverDowns()
    if (!up) return
    const packets: Packet[] = []
    for (const [i, flight] of this.#in_flight.entries()) {
      if (flight === null || flight.due_ms > this.#t_ms) continue
      if (flight.packet !== null) packets.push(flight.packet)
      this.#in_flight[i] = null
    }
    if (packets.length > 0) await this.server.take(packets, this.now_ms)
  }

  async #link(i: number, station: SimStation, server_up: boolean): Promise<void> {
    const up = server_up && station.powered && (this.mended || !within(station.fate.unlinked, this.#t_ms))
    if (up !== this.#linked[i]) {
      this.#linked[i] = up
      station.linked(up)
      this.#in_flight[i] = null
      if (up) this.#greet(station)
    }
    const line = this.lines[i] as Line
    if (!up || this.#in_flight[i] !== null || line.queue.length === 0) return
    this.#in_flight[i] = this.#flight(station, line)
  }

  /** What a station is given after it subscribed. */
  #greet(station: SimStation): void {
    const directory = this.server.ledger.directory
    const entries = offlineList(directory, directory.stations.get(station.id)?.machine ?? '', this.now_ms, 7 * DAY_MS)
    const list = { version: 1, issued_at_ms: this.now_ms, valid_until_ms: this.now_ms + 7 * DAY_MS, entries }
    this.#sendDown(station.id, { type: 'list', ...list })
    this.#sendDown(station.id, { type: 'time', epoch_ms: this.now_ms })
    this.server.standing(station.id)
  }

  #flight(station: SimStation, line: Line): Flight {
    const { link } = this.fate
    const trouble = (share: number): boolean => !this.mended && this.rng.chance(share)
    const most = this.rng.chance(0.3) ? 1 : BATCH_MESSAGES_MAX
    const sent = line.queue.slice(0, Math.min(most, BATCH_MESSAGES_MAX / 2))
    const epoch = this.server.ledger.directory.stations.get(station.id)?.epoch ?? 0
    const rest = [...sent]
    if (trouble(link.reordered) && rest.length > 1) {
      this.reordered += 1
      rest.reverse()
    }
    if (trouble(link.repeated)) rest.push(...rest.slice(0, 1 + Math.floor(this.rng.next() * rest.length)))
    if (trouble(link.mangled))
      rest.splice(Math.floor(this.rng.next() * rest.length), 0, this.#mangle(station, epoch, sent))
    const lost = trouble(link.lost)
    const unacked = trouble(link.unacked)
    const due_ms = this.#t_ms + (lost ? 4_000 : this.rng.chance(0.1) ? 2_000 : this.rng.chance(link.slow) ? 25_000 : 0)
    const acknowledge = () => {
      for (const { boot, seq } of sent) this.acknowledged.add(`${station.id}/${epoch}/${boot}/${seq}`)
      if (!unacked) line.acknowledged(sent.length)
    }
    const packet = { station: station.id, ...packed(rest), acknowledge }
    return { due_ms, packet: lost ? null : packet }
  }

  /** Something no honest station says, under an identity it has used or will use. */
  #mangle(station: SimStation, epoch: number, sent: Queued[]): Queued {
    const victim = sent[Math.floor(this.rng.next() * sent.length)] as Queued
    this.mangled.add(`${station.id}/${epoch}/${victim.boot}/${victim.seq}`)
    const value = JSON.parse(victim.json) as Record<string, unknown>
    const spoilt = this.rng.pick([
      { ...value, up_ms: -1 },
      { ...value, type: 'sample', current_mA: 1e9, relay: 'yes' },
      { ...value, type: 'sample', current_mA: 5, relay: false, running_ms: Number(value.up_ms) + 1_000 },
    ]) as Record<string, unknown>
    return { ...victim, type: String(spoilt.type), json: JSON.stringify(spoilt) }
  }

  #sendDown(id: string, down: Down): void {
    if (this.mended || this.rng.chance(0.05)) return
    const due_ms = this.#t_ms + (this.rng.chance(0.05) ? 15_000 : this.rng.between(0, 900))
    this.#downs.push({ station: Number(id.slice(1)), due_ms, down })
  }

  #deliverDowns(): void {
    for (let i = 0; i < this.#downs.length; ) {
      const { station, due_ms, down } = this.#downs[i] as Falling
      if (due_ms > this.#t_ms) {
        i += 1
        continue
      }
      this.#downs.splice(i, 1)
      if (this.#linked[station]) this.stations[station]?.down(down)
    }
  }
}

const packed = (queued: Queued[]): { type: string; payload: string } => {
  const [first] = queued
  if (first !== undefined && queued.length === 1) return { type: first.type, payload: first.json }
  return { type: 'batch', payload: `{"messages":[${queued.map(({ json }) => json).join(',')}]}` }
}

export const live = async (seed: number, alter = (fate: Fate): Fate => fate): Promise<Life> => {
  const world = new World(seed, alter)
  await world.live()
  const { fate, stations, lines, server, acknowledged, mangled, reordered } = world
  const problems = [...stations.flatMap(station => station.collectProblems()), ...server.problems]
  return { fate, stations, lines, server, acknowledged, mangled, reordered, problems }
}
