/**
 * A station's firmware between its pins and its wire: a state machine without clock, random or I/O. Every input gives
 * back what is to be done; `up_ms` comes from outside with each tick.
 */
import {
  type ButtonAction,
  type Config,
  type Down,
  type FaultCode,
  type Fields,
  FW,
  type Message,
  type Meter,
  MODEL,
  type OfflineList,
  type OfflineVerdict,
  type SampleFields,
  stamp,
  type Verdict,
} from './messages.ts'
import { IMPLAUSIBLE_FOR_MS, type MeterProfile, StationMeter } from './meter.ts'
import { decideOffline } from './offline.ts'
import {
  type Facts,
  HELD_CODES,
  LINK_LOSS_DEFAULT_S,
  powerUp,
  type RelayInput,
  type RelayState,
  stepRelay,
} from './relay.ts'

export type StationSettings = {
  /** Larger at each power-up and made durable by the caller before this object exists (contract §1 `boot`). */
  boot: number
  session_was_open: boolean
  meter: Meter
  register: boolean
  profile: MeterProfile
  sample_ms: number
  volts_factor: number
  /** Unix ms at `up_ms` 0 by the battery clock; null: no clock until `time` comes. */
  clock_ms: number | null
  list: OfflineList | null
}

export type Effect =
  | { kind: 'send'; message: Message }
  | { kind: 'relay'; on: boolean }
  /** What the person at the machine gets to see. */
  | { kind: 'show'; verdict: 'granted' | 'denied' | 'ended'; reason: string | null; for_seq: number | null }

const SAME_CARD_MS = 2_000
const STUCK_AFTER_MS = 5_000
const NOTHING: readonly Effect[] = []

export class StationFirmware {
  readonly boot: number
  #settings: StationSettings
  #meter: StationMeter
  #relay: RelayState
  #seq = 0
  #up_ms = 0
  #clock_ms: number | null
  #sampled_ms = 0
  #acknowledged_seq = -1
  #linked = false
  #link_loss_s = LINK_LOSS_DEFAULT_S
  #list: OfflineList | null
  #offline_start = true
  #idle_timeout_ms = Number.POSITIVE_INFINITY
  /** The last badge this station decided about by itself. */
  #decided: { badge: string; up_ms: number; offline: OfflineVerdict } | null = null
  /** Badge of the session this station believes to stand, and the badge that waits for an answer. */
  #holder: string | null = null
  /** `up_ms` at which that session began. */
  #began_ms = 0
  #asking: string | null = null
  #commands = new Set<string>()
  #sensor_fault = false
  #defied_ms = 0
  #stuck = false
  #effects: Effect[] = []

  constructor(settings: StationSettings) {
    this.#settings = settings
    this.boot = settings.boot
    this.#meter = new StationMeter(settings.profile, settings.volts_factor)
    this.#relay = powerUp(settings.session_was_open)
    this.#clock_ms = settings.clock_ms
    this.#list = settings.list
  }

  get relay_on(): boolean {
    return this.#relay.on || !this.has_relay
  }
  /** A tool without a meter has no relay either: software could not tell a cut cycle from a pause. */
  get has_relay(): boolean {
    return this.#settings.meter !== 'none'
  }
  get session_open(): boolean {
    return this.#holder !== null
  }
  get needs_confirm(): boolean {
    return this.#relay.needs_confirm
  }

  powerOn(): readonly Effect[] {
    this.#send({
      type: 'hello',
      fw: FW,
      model: MODEL,
      reader: true,
      meter: this.#settings.meter,
      relay: this.has_relay,
      list_version: this.#list?.version ?? null,
      sample_ms: this.#settings.sample_ms,
    })
    return this.#drain()
  }

  /** One reading, at ≥ 10 Hz. `current_mA` null without a meter, or when the clamp gives none. */
  tick(up_ms: number, current_mA: number | null, power_W: number | null = null): readonly Effect[] {
    const step_ms = up_ms - this.#up_ms
    this.#up_ms = up_ms
    if (this.has_relay) {
      this.#meter.read(step_ms, current_mA, power_W)
      this.#watchClamp()
      this.#move({ kind: 'tick' })
      this.#watchStuck(step_ms)
      this.#watchIdle()
    }
    if (up_ms - this.#sampled_ms >= this.#settings.sample_ms) this.#sample(up_ms)
    return this.#drain()
  }

  /** `order`: chosen at the station before the card was held up. */
  badge(hmac: string, order?: string): readonly Effect[] {
    this.#sampleBefore()
    const said = { type: 'badge' as const, badge: hmac, ...(order === undefined ? {} : { order }) }
    if (this.#linked) {
      const seq = this.#send(said)
      this.#asking = hmac
      this.#move({ kind: 'asked', seq })
      return this.#drain()
    }
    const standing = this.#repeated(hmac)
    const offline = standing ?? this.#decideAlone(hmac)
    const seq = this.#send({ ...said, offline })
    this.#decided = { badge: hmac, up_ms: this.#up_ms, offline }
    if (standing !== null) {
      this.#effects.push({ kind: 'show', ...standing, for_seq: seq })
      return this.#drain()
    }
    if (offline.verdict === 'granted') this.#hold(hmac)
    if (offline.verdict === 'ended') this.#holder = null
    this.#effects.push({ kind: 'show', ...offline, for_seq: seq })
    this.#move({ kind: 'offline', seq, verdict: offline.verdict })
    return this.#drain()
  }

  /** A sample now: the last word before the plug is pulled. */
  report(): readonly Effect[] {
    this.#sample(this.#up_ms)
    return this.#drain()
  }

  button(action: ButtonAction): readonly Effect[] {
    this.#send({ type: 'button', action })
    if (action === 'start-confirm') this.#move({ kind: 'start-confirm' })
    return this.#drain()
  }

  fault(code: FaultCode, active: boolean): readonly Effect[] {
    this.#fault(code, active)
    return this.#drain()
  }

  down(down: Down): readonly Effect[] {
    this.#move({ kind: 'down' })
    switch (down.type) {
      case 'time':
        this.#clock_ms = down.epoch_ms - this.#up_ms
        break
      case 'list':
        this.#list = down
        break
      case 'config':
        this.#configure(down)
        break
      case 'command': {
        // Expired, repeated or for another boot: ignored (contract §1 `command`).
        const stale = down.boot !== this.boot || this.#up_ms > down.expires_up_ms || this.#commands.has(down.id)
        if (stale) break
        this.#commands.add(down.id)
        this.#move({ kind: 'command', op: down.op })
        break
      }
      case 'verdict':
        this.#verdict(down)
        break
    }
    return this.#drain()
  }

  /** The wire says everything up to `seq` of this boot is safe. */
  acknowledged(seq: number): void {
    this.#acknowledged_seq = Math.max(this.#acknowledged_seq, seq)
  }

  linked(up: boolean): void {
    this.#linked = up
  }

  #verdict(verdict: Verdict): void {
    const granted_seq = this.#relay.granted_seq
    const grant_acknowledged = granted_seq === null || this.#acknowledged_seq >= granted_seq
    const ours = verdict.for === null || verdict.for.boot === this.boot
    if (!ours) return
    const asked = verdict.for !== null && this.#relay.asked?.seq === verdict.for.seq
    if (asked && verdict.verdict === 'granted') this.#hold(this.#asking)
    if (verdict.verdict === 'ended' && (asked || grant_acknowledged)) this.#holder = null
    this.#effects.push({
      kind: 'show',
      verdict: verdict.verdict,
      reason: verdict.reason,
      for_seq: verdict.for?.seq ?? null,
    })
    this.#move({ kind: 'verdict', ...verdict, grant_acknowledged })
  }

  #hold(badge: string | null): void {
    this.#holder = badge
    this.#began_ms = this.#up_ms
  }

  #configure(config: Config): void {
    this.#meter.profile = config
    this.#settings = { ...this.#settings, sample_ms: config.sample_ms }
    this.#link_loss_s = config.link_loss_s
    this.#offline_start = config.offline_start ?? true
    this.#idle_timeout_ms = (config.idle_timeout_s ?? Number.POSITIVE_INFINITY) * 1_000
  }

  /** Contract §1, Sessions: the same UID within 2 s changes nothing and gets the standing verdict again. */
  #repeated(badge: string): OfflineVerdict | null {
    const last = this.#decided
    if (last === null || last.badge !== badge || this.#up_ms - last.up_ms > SAME_CARD_MS) return null
    return last.offline.verdict === 'granted' && this.#holder !== badge ? null : last.offline
  }

  #decideAlone(badge: string): OfflineVerdict {
    return decideOffline({
      list: this.#list,
      may_start: this.#offline_start,
      now_ms: this.#at_ms(),
      badge,
      holder: this.#holder,
      running: this.#meter.running,
      needs_confirm: this.#relay.needs_confirm,
      locked: this.#relay.locked,
    })
  }

  /** A clamp that fell off is told as `sensor`; until it is back the relay stays as it is (contract §1, Safety). */
  #watchClamp(): void {
    const lost = this.#meter.implausible_ms >= IMPLAUSIBLE_FOR_MS
    if (lost === this.#sensor_fault) return
    this.#sensor_fault = lost
    this.#fault('sensor', lost)
  }

  /** Contract §1, Sessions: so long idle ends a right. While the server can be asked it says so itself. */
  #watchIdle(): void {
    if (this.#linked || this.#holder === null || this.#idleFor_ms() < this.#idle_timeout_ms) return
    this.#holder = null
    this.#move({ kind: 'idled-out' })
  }

  #idleFor_ms(): number {
    return Math.min(this.#meter.idle_ms, this.#up_ms - this.#began_ms)
  }

  /** A contact that was told to open and a machine that works all the same (contract §1, fault codes). */
  #watchStuck(step_ms: number): void {
    const defies = !this.#relay.on && this.#meter.running
    this.#defied_ms = defies ? this.#defied_ms + step_ms : 0
    const stuck = this.#defied_ms >= STUCK_AFTER_MS
    if (stuck === this.#stuck || (!stuck && defies)) return
    this.#stuck = stuck
    this.#fault('relay-stuck', stuck)
  }

  #fault(code: FaultCode, active: boolean): void {
    this.#send({ type: 'fault', code, active })
    if (active && !HELD_CODES.includes(code)) this.#holder = null
    this.#move({ kind: 'fault', code, active })
  }

  #move(input: RelayInput): void {
    if (!this.has_relay) return
    const facts: Facts = {
      boot: this.boot,
      up_ms: this.#up_ms,
      link_loss_s: this.#link_loss_s,
      settled: this.#meter.settled,
      running: this.#meter.running,
      plausible: this.#meter.implausible_ms === 0,
    }
    const { state, moved } = stepRelay(this.#relay, input, facts)
    // The sample before a movement closes the account of the state it ends.
    if (moved !== null) this.#sampleBefore()
    this.#relay = state
    if (moved === null) return
    this.#send({ type: 'relay', on: moved.on, cause: moved.cause })
    this.#effects.push({ kind: 'relay', on: moved.on })
  }

  /** Contract §1 `sample`: a station with registers sends one immediately before each `badge` and `relay`. */
  #sampleBefore(): void {
    if (this.#settings.register && this.#up_ms > 0) this.#sample(this.#sampled_ms)
  }

  /** `sampled_ms` moves only for periodic samples, so that extra ones do not shift the heartbeat. */
  #sample(sampled_ms: number): void {
    this.#sampled_ms = sampled_ms
    const current_mA = this.has_relay ? this.#meter.takeWindow() : null
    const fields: SampleFields = { type: 'sample', current_mA, relay: this.relay_on }
    if (this.#settings.meter === 'power' || this.#settings.meter === 'energy') {
      fields.power_W = Math.round(((current_mA ?? 0) / 1_000) * this.#settings.volts_factor)
    }
    if (this.#settings.register) {
      fields.energy_Wh = this.#meter.energy_Wh
      fields.running_ms = this.#meter.takeRegister(this.#up_ms)
    }
    this.#send(fields)
  }

  #at_ms(): number | null {
    return this.#clock_ms === null ? null : Math.round(this.#clock_ms + this.#up_ms)
  }

  #send(fields: Fields): number {
    const seq = this.#seq
    this.#seq += 1
    const envelope = { boot: this.boot, seq, up_ms: Math.round(this.#up_ms), at_ms: this.#at_ms() }
    this.#effects.push({ kind: 'send', message: stamp(envelope, fields) })
    return seq
  }

  #drain(): readonly Effect[] {
    if (this.#effects.length === 0) return NOTHING
    const effects = this.#effects
    this.#effects = []
    return effects
  }
}
