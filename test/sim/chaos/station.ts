/** A machine, the hands at it and the firmware on the wall, carried through its fate in virtual time. No I/O. */
import type { Down, Message, OfflineList } from '#firmware-sim/firmware/messages.ts'
import { type Effect, StationFirmware } from '#firmware-sim/firmware/station.ts'
import { LOADS, taughtProfile } from '#firmware-sim/world/loads.ts'
import { mainsAt, NOMINAL_V } from '#firmware-sim/world/mains.ts'
import { noiseAt } from '#firmware-sim/world/rng.ts'
import type { Gesture, StationFate, Stint } from './fates.ts'
import { RelayWatch } from './watch.ts'

export const LINK_LOSS_S = 28_800
const OLD_COUNTER_MS = 2 ** 32 - 20 * 60_000
const DAY_MS = 86_400_000
/** Around a gesture and while something works: every half second; otherwise seconds at a time, which is exact for a standing draw. */
export const FINE_MS = 500
export const COARSE_MS = 5_000
const AROUND_MS = 15_000

export type Unplugged = { boot: number; up_ms: number }

export class SimStation {
  readonly id: string
  readonly fate: StationFate
  readonly profile: ReturnType<typeof taughtProfile>
  /** said and not yet known to be safe; survives a power cut */
  readonly outbox: Message[] = []
  readonly said: Message[] = []
  readonly problems: string[] = []
  readonly unplugs: Unplugged[] = []
  readonly #badges: readonly string[]
  readonly #seed: number
  readonly #story_origin_ms: number
  #firmware: StationFirmware | null = null
  #watch: RelayWatch | null = null
  #boot = 0
  #origin_ms = 0
  #now_ms = 0
  #session_open = false
  #list: OfflineList | null = null
  #gesture = 0
  #stint = 0
  #working: (Stint & { began_ms: number }) | null = null
  #rested_ms = Number.NEGATIVE_INFINITY
  #linked = false
  /** what came while the program hung: it lies in the receiver until somebody looks */
  #unheard: Down[] = []
  #stuck_mA: number | null = null
  #energy_base_Wh: number | null = null
  /** how often work began */
  began = 0
  #ran_ms = 0

  constructor(id: string, fate: StationFate, badges: readonly string[], seed: number, story_origin_ms: number) {
    this.id = id
    this.#story_origin_ms = story_origin_ms
    this.fate = fate
    this.profile = taughtProfile(LOADS[fate.load])
    this.#badges = badges
    this.#seed = seed
  }

  /** what the waveform ran, a stint that still goes on included */
  get ran_ms(): number {
    return this.#ran_ms + (this.#working === null ? 0 : this.#now_ms - this.#working.began_ms)
  }

  get powered(): boolean {
    return this.#firmware !== null
  }

  powerOn(t_ms: number): void {
    this.#boot += 1
    const first_old = this.#boot === 1 && this.fate.old_counter
    this.#origin_ms = first_old ? t_ms - OLD_COUNTER_MS : t_ms
    this.#now_ms = t_ms
    this.#energy_base_Wh = null
    this.#watch = new RelayWatch(this.#boot, this.profile.hold_ms, LINK_LOSS_S, this.#session_open)
    this.#firmware = new StationFirmware({
      boot: this.#boot,
      session_was_open: this.#session_open,
      meter: 'current',
      register: this.fate.register,
      profile: this.profile,
      sample_ms: this.fate.sample_ms,
      volts_factor: NOMINAL_V * LOADS[this.fate.load].power_factor,
      clock_ms: this.#clockAt(this.#origin_ms),
      list: this.#list,
    })
    this.#firmware.linked(this.#linked)
    this.#take(this.#firmware.powerOn())
  }

  #clockAt(at_ms: number): number | null {
    switch (this.fate.clock) {
      case 'server':
      case 'never':
        return null
      case '1970':
        return at_ms % (30 * DAY_MS)
      case 'day-ahead':
        return at_ms + DAY_MS
      case 'day-behind':
        return at_ms - DAY_MS
      default:
        return at_ms
    }
  }

  powerOff(): void {
    const firmware = this.#firmware
    if (firmware === null) return
    this.unplugs.push({ boot: this.#boot, up_ms: this.#now_ms - this.#origin_ms })
    this.#session_open = firmware.session_open
    this.#finish(this.#now_ms)
    this.#firmware = null
    this.#unheard = []
    this.#stuck_mA = null
  }

  /** Another controller takes this place: nothing of the old one's memory is left. */
  swap(t_ms: number): void {
    this.powerOff()
    this.#boot = 0
    this.#session_open = false
    this.outbox.length = 0
    this.#list = null
    this.powerOn(t_ms)
  }

  linked(up: boolean): void {
    this.#linked = up
    this.#firmware?.linked(up)
  }

  down(down: Down): void {
    if (this.#firmware === null) return
    if (this.#hangs()) {
      this.#unheard.push(down)
      return
    }
    if (down.type === 'list') this.#list = down
    if (down.type === 'time' && !['steady', 'server'].includes(this.fate.clock)) return
    this.#watch?.heard(down, this.#up_ms())
    this.#take(this.#firmware.down(down))
  }

  /** The clock jumps: somebody set it, or its battery is loose. */
  stepClock(by_ms: number): void {
    if (this.#firmware === null) return
    this.#take(this.#firmware.down({ type: 'time', epoch_ms: this.#now_ms + by_ms }))
  }

  acknowledged(boot: number, seq: number): void {
    const index = this.outbox.findIndex(message => message.boot === boot && message.seq === seq)
    if (index < 0) return
    this.outbox.splice(0, index + 1)
    if (boot === this.#boot) this.#firmware?.acknowledged(seq)
  }

  /** Whether the world may leap: nothing works here and nobody is near. */
  quiet(): boolean {
    if (this.#firmware === null) return true
    if (this.#working !== null || this.#now_ms - this.#rested_ms < AROUND_MS) return false
    const story_ms = this.#story_ms()
    const before = this.fate.gestures[this.#gesture - 1]
    const next_ms = Math.min(
      this.fate.gestures[this.#gesture]?.at_ms ?? Number.POSITIVE_INFINITY,
      this.#stintAfter(story_ms)?.from_ms ?? Number.POSITIVE_INFINITY,
    )
    return next_ms - story_ms > COARSE_MS && story_ms - (before?.at_ms ?? Number.NEGATIVE_INFINITY) > AROUND_MS
  }

  step(t_ms: number, step_ms: number): void {
    this.#now_ms = t_ms
    const story_ms = this.#story_ms()
    const firmware = this.#firmware
    if (firmware === null) {
      while ((this.fate.gestures[this.#gesture]?.at_ms ?? Number.POSITIVE_INFINITY) <= story_ms) this.#gesture += 1
      return
    }
    if (this.#hangs()) return
    this.#work(firmware, story_ms)
    const working = this.#working !== null
    const current_mA = this.#read(t_ms, story_ms)
    const honest = this.#sensorAt(story_ms) === null
    const up_ms = this.#up_ms()
    this.#take(firmware.tick(up_ms, current_mA, null))
    for (const down of this.#unheard.splice(0)) this.down(down)
    // A leap of the world may have begun before the power came
    this.#watch?.tick({ up_ms, working, step_ms: Math.min(step_ms, up_ms), honest })
    for (let next = this.fate.gestures[this.#gesture]; next && next.at_ms <= story_ms; ) {
      this.#gesture += 1
      this.#take(this.#do(firmware, next))
      next = this.fate.gestures[this.#gesture]
    }
  }

  /** Everybody has gone and the machine stands; the last word of the day. */
  report(): void {
    if (this.#firmware !== null) this.#take(this.#firmware.report())
  }

  collectProblems(): string[] {
    return [...this.problems, ...(this.#watch?.problems ?? [])]
  }

  #hangs(): boolean {
    const { frozen } = this.fate
    const story_ms = this.#story_ms()
    return frozen !== null && story_ms >= frozen.from_ms && story_ms < frozen.to_ms
  }

  /** Since the story began: what the fate is written in. */
  #story_ms(): number {
    return this.#now_ms - this.#story_origin_ms
  }

  #up_ms(): number {
    return this.#now_ms - this.#origin_ms
  }

  #do(firmware: StationFirmware, gesture: Gesture): readonly Effect[] {
    switch (gesture.kind) {
      case 'badge':
        return firmware.badge(this.#badges[gesture.person] as string)
      case 'button':
        return firmware.button(gesture.action)
      case 'fault':
        return firmware.fault(gesture.code, gesture.active)
    }
  }

  #stintAfter(story_ms: number): Stint | undefined {
    while ((this.fate.stints[this.#stint]?.to_ms ?? Number.POSITIVE_INFINITY) <= story_ms) this.#stint += 1
    return this.fate.stints[this.#stint]
  }

  /** An open relay inhibits the start; what has begun runs to its end. */
  #work(firmware: StationFirmware, story_ms: number): void {
    if (this.#working !== null) {
      if (story_ms < this.#working.to_ms) return
      this.#finish(this.#now_ms)
      return
    }
    const stint = this.#stintAfter(story_ms)
    if (stint === undefined || story_ms < stint.from_ms || !firmware.relay_on) return
    this.#stint += 1
    this.began += 1
    this.#working = { ...stint, began_ms: this.#now_ms }
  }

  #finish(t_ms: number): void {
    if (this.#working === null) return
    this.#ran_ms += t_ms - this.#working.began_ms
    this.#working = null
    this.#rested_ms = t_ms
  }

  #sensorAt(story_ms: number): 'dead' | 'stuck' | 'none' | null {
    const { sensor } = this.fate
    return sensor !== null && story_ms >= sensor.from_ms && story_ms < sensor.to_ms ? sensor.kind : null
  }

  #read(t_ms: number, story_ms: number): number | null {
    const load = LOADS[this.fate.load]
    const working = this.#working
    const work = {
      working: working !== null,
      since_ms: t_ms - (working?.began_ms ?? this.#rested_ms),
      powered_ms: 3_600_000,
      load: working?.load ?? 1,
    }
    const around = { t_ms, mains: mainsAt(this.#seed, t_ms), noise: noiseAt(this.#seed, t_ms) }
    const true_mA = Math.round(Math.max(0, load.amps(load.levels, work, around)) * 1_000)
    switch (this.#sensorAt(story_ms)) {
      case null:
        this.#stuck_mA = null
        return true_mA
      case 'dead':
        return 0
      case 'none':
        return null
      case 'stuck':
        this.#stuck_mA ??= true_mA
        return this.#stuck_mA
    }
  }

  #take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'relay' && !effect.on && this.#sensorAt(this.#story_ms()) === null)
        this.#watch?.cut(this.#working === null ? 0 : this.#now_ms - this.#working.began_ms, this.#up_ms())
      if (effect.kind !== 'send') continue
      const message = this.#throughMeter(effect.message)
      this.#watch?.said(message, this.#list)
      this.outbox.push(message)
      this.said.push(message)
    }
    if (this.#watch !== null && this.#watch.problems.length > 0) this.problems.push(...this.#watch.problems.splice(0))
  }

  /** The meter behind the station restarts at zero: its Wh fall, once. */
  #throughMeter(message: Message): Message {
    const { energy_restarts_ms } = this.fate
    if (message.type !== 'sample' || message.energy_Wh === undefined || energy_restarts_ms === null) return message
    if (this.#story_ms() < energy_restarts_ms) return message
    this.#energy_base_Wh ??= message.energy_Wh
    return { ...message, energy_Wh: message.energy_Wh - this.#energy_base_Wh }
  }
}
