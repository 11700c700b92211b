/** One station as it hangs on the wall: the machine and its people on one side, the firmware on the other. */
import type { ClockTrouble, SensorTrouble } from './chaos/mischief.ts'
import { badgeHmac } from './firmware/badge.ts'
import type { Down, Message, OfflineList } from './firmware/messages.ts'
import { type Effect, StationFirmware } from './firmware/station.ts'
import { type Gesture, MachineActor } from './world/actor.ts'
import { NOMINAL_V } from './world/mains.ts'
import { MachineTruth } from './world/truth.ts'
import type { Place } from './world/workshop.ts'

/** Measured at 10 Hz: the least the contract allows (§1 `sample`). */
export const STEP_MS = 100

const DAY_MS = 86_400_000
const MINUTES_BEHIND_MS = 4 * 60_000

/** Where a clock in trouble stands at this instant. */
const wrongClock = (kind: ClockTrouble, t_ms: number): number => {
  switch (kind) {
    case '1970':
      return t_ms % DAY_MS
    case 'day-ahead':
      return t_ms + DAY_MS
    case 'day-behind':
      return t_ms - DAY_MS
    case 'minutes-behind':
      return t_ms - MINUTES_BEHIND_MS
  }
}

export type PowerOn = { at_ms: number; boot: number; list: OfflineList | null; linked: boolean }
export type RigEvents = {
  message(message: Message): void
  shown?(verdict: string, reason: string | null): void
}

export class StationRig {
  readonly place: Place
  readonly actor: MachineActor
  readonly truth: MachineTruth
  #badge_key: string
  #events: RigEvents
  #firmware: StationFirmware | null = null
  #powered_ms = 0
  #session_open = false
  #linked = false
  #clock: ClockTrouble | null = null
  #sensor: SensorTrouble | null = null
  #stuck_mA: number | null = null

  constructor(place: Place, badge_key: string, events: RigEvents) {
    this.place = place
    this.#badge_key = badge_key
    this.#events = events
    const { machine, station, sensor } = place.spec
    this.truth = new MachineTruth(machine, station, sensor === 'none')
    this.actor = new MachineActor(place.load, place.levels, place.seeds, this.truth)
  }

  powerOn({ at_ms, boot, list, linked }: PowerOn): void {
    const { spec, load } = this.place
    this.#powered_ms = at_ms
    this.actor.powered(at_ms)
    this.#firmware = new StationFirmware({
      boot,
      session_was_open: this.#session_open,
      meter: spec.sensor,
      register: spec.register,
      profile: spec.profile,
      sample_ms: spec.sample_ms,
      volts_factor: NOMINAL_V * load.power_factor,
      clock_ms: at_ms,
      list,
    })
    this.#firmware.linked(linked || this.#linked)
    this.#carryOut(this.#firmware.powerOn(), at_ms)
  }

  /** What a station keeps over a power cut: whether a session was open (contract §1, Safety). */
  powerOff(): void {
    this.#session_open = this.#firmware?.session_open ?? false
    this.#firmware = null
  }

  /** In the middle of whatever goes on. */
  powerCut(t_ms: number): void {
    this.actor.powerCut(t_ms)
    this.powerOff()
  }

  /** Its clock jumps, until the server's `time` sets it right. */
  clockTrouble(kind: ClockTrouble | null, t_ms: number): void {
    if (kind !== null && kind !== this.#clock && this.#firmware !== null)
      this.#carryOut(this.#firmware.down({ type: 'time', epoch_ms: wrongClock(kind, t_ms) }), t_ms)
    this.#clock = kind
  }

  sensorTrouble(kind: SensorTrouble | null): void {
    if (kind !== 'stuck') this.#stuck_mA = null
    this.#sensor = kind
  }

  get powered(): boolean {
    return this.#firmware !== null
  }

  /** `step_ms`: how long the reading of this instant stands for. */
  step(t_ms: number, step_ms = STEP_MS): void {
    const firmware = this.#firmware
    if (firmware === null) return
    const gestures = this.actor.act(t_ms, firmware.relay_on)
    const metered = firmware.has_relay
    const { current_A, power_W } = this.actor.draw(t_ms, step_ms)
    const power = this.place.spec.sensor === 'current' || this.#sensor !== null ? null : power_W
    const current_mA = metered ? this.#read(Math.round(current_A * 1_000), step_ms) : null
    this.#carryOut(firmware.tick(t_ms - this.#powered_ms, current_mA, power), t_ms)
    for (const gesture of gestures) this.#carryOut(this.#do(firmware, gesture), t_ms)
  }

  down(down: Down, t_ms: number): void {
    if (this.#firmware) this.#carryOut(this.#firmware.down(down), t_ms)
  }

  acknowledged(messages: readonly Message[]): void {
    for (const { boot, seq } of messages) if (boot === this.#firmware?.boot) this.#firmware.acknowledged(seq)
  }

  linked(up: boolean): void {
    this.#linked = up
    this.#firmware?.linked(up)
  }

  report(t_ms: number): void {
    if (this.#firmware) this.#carryOut(this.#firmware.report(), t_ms)
  }

  /** What the clamp gives for what really flows. */
  #read(true_mA: number, step_ms: number): number | null {
    if (this.#sensor === null) return true_mA
    this.truth.unheard(step_ms)
    if (this.#sensor === 'dead') return null
    if (this.#sensor === 'fallen') return 0
    this.#stuck_mA ??= true_mA
    return this.#stuck_mA
  }

  #do(firmware: StationFirmware, gesture: Gesture): readonly Effect[] {
    switch (gesture.kind) {
      case 'badge':
        return firmware.badge(badgeHmac(this.#badge_key, gesture.uid), gesture.order)
      case 'start-confirm':
        return firmware.button('start-confirm')
      case 'fault':
        return firmware.fault(gesture.code, gesture.active)
    }
  }

  #carryOut(effects: readonly Effect[], t_ms: number): void {
    for (const effect of effects) {
      if (effect.kind === 'send') this.#events.message(effect.message)
      else if (effect.kind === 'show') {
        this.#events.shown?.(effect.verdict, effect.reason)
        this.actor.shown(effect.verdict, effect.reason, t_ms)
      }
    }
  }
}
