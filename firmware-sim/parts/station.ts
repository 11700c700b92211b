/**
 * A station of bought parts: the machine and its people on one side, reader, meter and relay on the other. Its firmware is a
 * gateway at the far end of real ports and a real broker; here is only what a person sees: whether the contact closes.
 */
import type { Mischief, SensorTrouble } from '../chaos/mischief.ts'
import { STEP_MS } from '../rig.ts'
import type { MemberSpec, PartsSpec } from '../scenario.ts'
import { MachineActor } from '../world/actor.ts'
import { MachineTruth } from '../world/truth.ts'
import type { Place } from '../world/workshop.ts'
import { type MeterPart, type PartsBench, pull, type ReaderPart, type RelayPart } from './bench.ts'

/** A card is held up for so long. */
const HELD_UP_MS = 1_000
/** Nothing has clicked by then: the person tries again. */
const NOTHING_CLICKED_MS = 5_000
/** Contract §1: an answer older than this is none; and a station looks every tenth of a second. */
const ANSWER_FRESH_MS = 11_000
/** A part that was pulled, or read what was not so, may still be believed or disbelieved for so long. */
const AFTER_TROUBLE_MS = 10_000
/** A meter that averages a second and is asked twice a second knows of work only then. */
const METER_LAG_MS = 3_000
/** Somebody who ends takes the card away and goes. */
const GOES_MS = 1_500

export class PartsStation {
  readonly place: Place
  readonly actor: MachineActor
  readonly truth: MachineTruth
  readonly problems: string[] = []
  readonly #members: readonly MemberSpec[]
  readonly #reader: ReaderPart | null
  readonly #meter: MeterPart | null
  readonly #relay: RelayPart | null
  /** the plug that feeds the machine, where a plug does */
  readonly #socket: { closed: boolean; heard: boolean; supply(there: boolean): void; cut(cut: boolean): void } | null
  /** what can be pulled out of its place */
  readonly #pullable: ((out: boolean) => void)[] = []
  #card: { uid: string; at_ms: number } | null = null
  #held_up_ms: number | null = null
  #pulled: number | null = null
  #sensor: SensorTrouble | null = null
  #was_closed = false
  #troubled_ms = Number.NEGATIVE_INFINITY
  #card_ms = Number.NEGATIVE_INFINITY

  constructor(place: Place, bench: PartsBench, members: readonly MemberSpec[]) {
    const { machine, station, sensor, parts = {} } = place.spec
    this.place = place
    this.#members = members
    this.truth = new MachineTruth(machine, station, sensor === 'none')
    const { reader, meter, relay } = parts
    this.#reader = reader === undefined ? null : bench.reader(station, reader)
    this.#relay = relay === undefined ? null : bench.relay(station, relay)
    this.#meter = meter === undefined ? null : bench.meter(meter, relay !== undefined)
    this.#socket = socketOf(bench, parts)
    this.actor = new MachineActor(place.load, place.levels, place.seeds, this.truth, this.#reader !== null)
    this.#fitPullable(bench, parts)
  }

  step(t_ms: number, mischief: Mischief): void {
    this.#suffer(mischief)
    if (this.#pulled !== null || this.#sensor !== null || this.#meter?.unheard === true) this.#troubled_ms = t_ms
    this.#watchSupply(t_ms)
    const gestures = this.actor.act(t_ms, this.#enabled)
    this.#measure(t_ms)
    for (const gesture of gestures) if (gesture.kind === 'badge') this.#holdUp(gesture.uid, t_ms)
    this.#takeAway(t_ms)
    this.#look(t_ms)
  }

  #fitPullable(bench: PartsBench, { meter, relay }: PartsSpec): void {
    const reader = this.#reader
    if (reader !== null) this.#pullable.push(out => pull(reader.port, out))
    if (relay !== undefined && !('plug' in relay)) this.#pullable.push(out => this.#relay?.pull(out))
    if (meter !== undefined && !('plug' in meter)) this.#pullable.push(out => pull(bench.line(meter.bus), out))
    if (this.#socket !== null) this.#pullable.push(out => this.#socket?.supply(!out))
  }

  get #enabled(): boolean {
    return this.#relay?.closed ?? this.#socket?.closed ?? true
  }

  #suffer({ unplugged, unlinked, sensor, which }: Mischief): void {
    if (unplugged && this.#pulled === null) {
      this.#pulled = which % Math.max(1, this.#pullable.length)
      this.#pullable[this.#pulled]?.(true)
    } else if (!unplugged && this.#pulled !== null) {
      this.#pullable[this.#pulled]?.(false)
      this.#pulled = null
    }
    this.#socket?.cut(unlinked && !unplugged)
    if (sensor !== this.#sensor) this.#meter?.trouble(sensor)
    this.#sensor = sensor
    if (sensor !== null || this.#meter?.unheard === true) this.truth.unheard(STEP_MS)
  }

  /** A contact that falls open by itself, or a plug without supply, stops the machine where it is. */
  #watchSupply(t_ms: number): void {
    const closed = this.#enabled
    this.#watchContact(closed, t_ms)
    if (this.#was_closed && !closed) this.actor.stopped(t_ms)
    if (!this.#was_closed && closed && this.#socket !== null) this.actor.powered(t_ms)
    this.#was_closed = closed
  }

  /** Contract §1, Safety: nothing energises by itself, nothing cuts a running cycle. Of a part in trouble nobody can ask that. */
  #watchContact(closed: boolean, t_ms: number): void {
    if (this.#relay === null || closed === this.#was_closed || t_ms - this.#troubled_ms < AFTER_TROUBLE_MS) return
    const { machine } = this.place.spec
    if (!closed && this.actor.workingFor_ms(t_ms) > METER_LAG_MS)
      this.problems.push(`the contact of ${machine} cut a running cycle`)
    if (closed && t_ms - this.#card_ms > ANSWER_FRESH_MS)
      this.problems.push(`the contact of ${machine} closed by itself`)
  }

  #measure(t_ms: number): void {
    const fed = this.#socket === null || this.#socket.closed
    const { current_A, power_W } = fed ? this.actor.draw(t_ms, STEP_MS) : { current_A: 0, power_W: 0 }
    this.#meter?.read(current_A, power_W, STEP_MS)
  }

  /** Whatever card of this person the reader can read. */
  #holdUp(uid: string, t_ms: number): void {
    const cards = this.#members.find(({ badges }) => badges.includes(uid))?.badges ?? []
    const card = cards.find(one => this.#reader?.fits(one))
    this.#card = { uid, at_ms: t_ms }
    this.#card_ms = t_ms
    this.#held_up_ms = t_ms
    if (card !== undefined) this.#reader?.present(card)
  }

  #takeAway(t_ms: number): void {
    if (this.#held_up_ms === null || t_ms - this.#held_up_ms < HELD_UP_MS) return
    this.#held_up_ms = null
    this.#reader?.remove()
  }

  /** No display: whoever came hears the contact click, or does not; without a relay one takes the tool and works. */
  #look(t_ms: number): void {
    if (this.#card === null) return
    const since_ms = t_ms - this.#card.at_ms
    if (this.actor.leaving) {
      if (since_ms >= GOES_MS) this.#seen('ended', null, t_ms)
    } else if (since_ms >= HELD_UP_MS && (this.#relay === null || this.#relay.closed)) {
      this.#seen('granted', null, t_ms)
    } else if (since_ms >= NOTHING_CLICKED_MS) this.#seen('denied', 'start-not-confirmed', t_ms)
  }

  #seen(verdict: 'granted' | 'denied' | 'ended', reason: string | null, t_ms: number): void {
    this.#card = null
    this.actor.shown(verdict, reason, t_ms)
  }
}

function socketOf(bench: PartsBench, { meter, relay }: PartsSpec) {
  if (relay !== undefined && 'plug' in relay) return bench.plug(relay.plug, relay.driver, false)
  return meter !== undefined && 'plug' in meter ? bench.plug(meter.plug, meter.driver, relay === undefined) : null
}
