/** The workshop as it happens: stations on real wires, the past month first, then people at speed. */
import { BadgeTimer } from './badge-timer.ts'
import { nextBoot } from './boots.ts'
import { CALM, type Mischief, mischiefAt } from './chaos/mischief.ts'
import type { Message } from './firmware/messages.ts'
import { MqttWire } from './firmware/mqtt.ts'
import type { NoiseShares } from './firmware/noise.ts'
import { Outbox } from './firmware/outbox.ts'
import { SerialWire } from './firmware/serial.ts'
import type { Wire, WireEvents } from './firmware/wire.ts'
import { PartsFloor } from './parts/floor.ts'
import { livePast } from './past.ts'
import { STEP_MS, StationRig } from './rig.ts'
import type { Scenario } from './scenario.ts'
import { until, whileItFalls } from './until.ts'
import { type Plan, TEMPI } from './world/people.ts'
import { createRng, seedOf } from './world/rng.ts'
import { mergeTruths, type TrueMachine } from './world/truth.ts'
import { createWorkshop, type Place } from './world/workshop.ts'

/** How often the world moves on; within it every 100 ms step is lived through. */
const TURN_MS = 25
/** People's intentions are made this far ahead. */
const PLAN_AHEAD_MS = 600_000
/** People need so long at most to finish and badge out; then the lights go out. */
const CLEAR_OUT_MS = 15_000

export type RunEvent = { event: string; station: string } & Record<string, unknown>
export type RunOptions = {
  seed: number
  /** Scales the world's time and `up_ms`. */
  speed: number
  noise: NoiseShares
  /** Plugs are pulled and links are lost, from the seed. */
  chaos?: boolean
  onPort(port: string, station: string): void
  /**
   * The past of the stations of parts is delivered and their ports are plugged: a gateway may speak for them, to the server
   * at `link` where there are any.
   */
  onParts?(link: string | null): void
  onEvent(event: RunEvent): void
}
export type RunReport = {
  machines: TrueMachine[]
  /** the live part alone */
  live: TrueMachine[]
  /** by stations that are their own firmware */
  messages_sent: number
  /** of these, what went over serial lines to the gateway */
  messages_serial: number
  unacked: number
  badge_latencies_ms: number[]
  /** what a contact did that it must not (contract §1, Safety) */
  problems: string[]
}

type Station = {
  rig: StationRig
  outbox: Outbox
  wire: Wire
  boot: number
  /** Power-up waits for the past to be delivered. */
  started: boolean
  unlinked: boolean
  mischief_seed: number
  produced: number
}

export class WorkshopRun {
  #scenario: Scenario
  #options: RunOptions
  #stations: Station[] = []
  #floor: PartsFloor
  #plan: Plan
  #planned_to_ms = 0
  #produced = 0
  #timers: BadgeTimer[] = []
  #past_truth: TrueMachine[] = []
  /** World time and real time at the moment the world began to move. */
  #epoch = { world_ms: 0, real_ms: 0 }
  #now_ms = 0
  #timer: NodeJS.Timeout | null = null
  #stopping = false

  constructor(scenario: Scenario, options: RunOptions) {
    this.#scenario = scenario
    this.#options = options
    const workshop = createWorkshop(scenario, options.seed)
    this.#plan = workshop.planner('live', TEMPI[scenario.tempo])
    const of_parts = (place: Place) => place.spec.transport === 'parts'
    this.#floor = new PartsFloor(scenario, workshop.places.filter(of_parts), options.seed)
    for (const place of workshop.places) if (!of_parts(place)) this.#stations.push(this.#assemble(place))
  }

  #assemble(place: Place): Station {
    const { station } = place.spec
    const outbox = new Outbox()
    const timer = new BadgeTimer()
    this.#timers.push(timer)
    const tell = (event: string, more: Record<string, unknown>) => this.#options.onEvent({ event, station, ...more })
    const rig = new StationRig(place, this.#scenario.badge_key, {
      message: message => {
        this.#produced += 1
        assembled.produced += 1
        if (message.type !== 'sample') tell('sent', message)
        timer.said(message)
        outbox.push(message)
      },
      shown: (verdict, reason) => tell('shown', { verdict, reason }),
    })
    const wire = this.#wire(place, outbox, {
      acknowledged: messages => rig.acknowledged(messages),
      down: down => {
        timer.heard(down)
        rig.down(down, this.#now_ms)
      },
      linked: up => {
        tell('linked', { up })
        rig.linked(up)
      },
      discarded: (bytes, why) => tell('discarded', { bytes, why }),
    })
    const mischief_seed = seedOf(this.#options.seed, `mischief/${station}`)
    const assembled = { rig, outbox, wire, boot: 0, started: false, unlinked: false, mischief_seed, produced: 0 }
    return assembled
  }

  #wire(place: Place, outbox: Outbox, events: WireEvents): Wire {
    const { transport, station, principal = '', token = '' } = place.spec
    if (transport === 'serial') {
      const rng = createRng(seedOf(this.#options.seed, `cable/${station}`))
      return new SerialWire(outbox, events, rng)
    }
    const address = this.#scenario.mqtt ?? ''
    return new MqttWire({ address, site: this.#scenario.site, station, principal, token }, outbox, events)
  }

  /** Opens the ports, hands over the past, and starts each station as soon as its own past is safe. */
  async start(): Promise<void> {
    for (const { rig, wire } of this.#stations) {
      if (!(wire instanceof SerialWire)) continue
      await wire.start()
      this.#options.onPort(wire.path, rig.place.spec.station)
    }
    const past = this.#deliverPast()
    void this.#floor.start(past).then(() => this.#options.onParts?.(this.#floor.link))
    for (const { wire } of this.#stations) {
      // Resolves with the first connection, however late; stations do not wait for each other.
      if (!(wire instanceof SerialWire)) void wire.start()
    }
    const world_ms = Date.now()
    this.#epoch = { world_ms, real_ms: performance.now() }
    this.#now_ms = world_ms
    this.#timer = setInterval(() => this.#turn(), TURN_MS)
  }

  /** Hands each station its past; what is left belongs to the stations of parts. */
  #deliverPast(): Map<string, Message[]> {
    const { past } = this.#scenario
    const others: Map<string, Message[]> = new Map()
    if (past === undefined) return others
    const lived = livePast(this.#scenario, this.#options.seed, past.from_ms, past.to_ms, past.sample_ms)
    this.#past_truth = lived.truth
    for (const one of lived.stations) {
      this.#produced += one.messages.length
      const station = this.#stations.find(({ rig }) => rig.place.spec.station === one.station)
      if (station === undefined) {
        others.set(one.station, one.messages)
        continue
      }
      station.boot = one.last_boot
      station.produced += one.messages.length
      station.outbox.preload(one.messages)
    }
    return others
  }

  #turn(): void {
    const elapsed_ms = (performance.now() - this.#epoch.real_ms) * this.#options.speed
    const until_ms = this.#epoch.world_ms + elapsed_ms
    for (let t_ms = this.#now_ms + STEP_MS; t_ms <= until_ms; t_ms += STEP_MS) {
      this.#now_ms = t_ms
      this.#planAhead(t_ms)
      for (const station of this.#stations) this.#live(station, t_ms)
      const chaos = this.#options.chaos === true && !this.#stopping
      this.#floor.step(t_ms, t_ms - this.#epoch.world_ms, chaos)
    }
  }

  #live(station: Station, t_ms: number): void {
    if (station.started) {
      this.#suffer(station, t_ms)
      station.rig.step(t_ms)
      return
    }
    if (station.outbox.length > 0) return
    station.started = true
    // Over a bad cable a whole month would take minutes to arrive.
    if (station.wire instanceof SerialWire) station.wire.noise = this.#options.noise
    this.#powerOn(station, t_ms)
    this.#options.onEvent({ event: 'started', station: station.rig.place.spec.station })
  }

  #powerOn(station: Station, t_ms: number): void {
    station.boot = nextBoot(t_ms, station.boot)
    station.rig.powerOn({ at_ms: t_ms, boot: station.boot, list: null, linked: false })
  }

  /** At the end the lights stay on: what was said is to be delivered. */
  #mischief(station: Station, t_ms: number): Mischief {
    if (this.#options.chaos !== true || this.#stopping) return CALM
    return mischiefAt(station.mischief_seed, t_ms - this.#epoch.world_ms)
  }

  #suffer(station: Station, t_ms: number): void {
    const { rig, wire } = station
    const { unplugged, unlinked, sensor, clock } = this.#mischief(station, t_ms)
    rig.sensorTrouble(sensor)
    rig.clockTrouble(clock, t_ms)
    const tell = (event: string) => this.#options.onEvent({ event, station: rig.place.spec.station })
    if (unlinked !== station.unlinked) {
      station.unlinked = unlinked
      wire.cut(unlinked)
      tell(unlinked ? 'cut' : 'joined')
    }
    if (unplugged && rig.powered) {
      rig.powerCut(t_ms)
      tell('unplugged')
    } else if (!unplugged && !rig.powered) {
      this.#powerOn(station, t_ms)
      tell('plugged')
    }
  }

  #planAhead(t_ms: number): void {
    if (t_ms + PLAN_AHEAD_MS / 2 < this.#planned_to_ms) return
    const from_ms = Math.max(t_ms, this.#planned_to_ms)
    this.#planned_to_ms = from_ms + PLAN_AHEAD_MS
    const visits = this.#plan.plan({ from_ms, to_ms: this.#planned_to_ms })
    for (const { actor, place } of this.#places()) actor.expect(visits.get(place.spec.machine) ?? [])
  }

  /**
   * Everyone badges out, a last sample is told, and what was said is flushed for as long as any of it is taken within `flush_ms`
   * (a long past takes long); what is left then is reported. Then close.
   */
  async stop(flush_ms: number): Promise<RunReport> {
    this.#stopping = true
    for (const { actor } of this.#places()) actor.stop()
    const gone = () =>
      this.#stations.every(({ rig, started }) => !started || rig.actor.gone) &&
      (!this.#floor.started || this.#floor.stations.every(({ actor }) => actor.gone))
    await until(gone, CLEAR_OUT_MS)
    if (this.#timer) clearInterval(this.#timer)
    for (const { rig, started } of this.#stations) if (started) rig.report(this.#now_ms)
    await whileItFalls(() => this.#unacked(), flush_ms)
    const live = [...this.#stations.map(({ rig }) => rig.truth.summary()), ...this.#floor.truth]
    const serial = this.#stations.filter(({ wire }) => wire instanceof SerialWire)
    const report = {
      machines: mergeTruths([...this.#past_truth, ...live]),
      live,
      messages_sent: this.#produced,
      messages_serial: serial.reduce((sum, { produced }) => sum + produced, 0),
      unacked: this.#unacked(),
      badge_latencies_ms: this.#timers.flatMap(({ latencies_ms }) => latencies_ms),
      problems: this.#floor.stations.flatMap(({ problems }) => problems),
    }
    return report
  }

  /** Ports and links go. */
  async close(): Promise<void> {
    await Promise.all([...this.#stations.map(({ wire }) => wire.stop()), this.#floor.stop()])
  }

  /** Whether every station's past has been taken over and it lives. */
  get started(): boolean {
    return this.#stations.every(station => station.started) && this.#floor.started
  }

  #places() {
    return [...this.#stations.map(({ rig }) => rig), ...this.#floor.stations]
  }

  #unacked(): number {
    return this.#stations.reduce((sum, { outbox }) => sum + outbox.length, 0)
  }
}
