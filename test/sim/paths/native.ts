/** The native station: simulated firmware, speaking MQTT itself or over a serial line with the gateway's answers behind it. */
import type { Down } from '#firmware-sim/firmware/messages.ts'
import { type Effect, StationFirmware } from '#firmware-sim/firmware/station.ts'
import { FrameDecoder } from '#gateway/drivers/native/decoder.ts'
import { encodeFrame, FRAME_DOWN, FRAME_UP } from '#gateway/drivers/native/frame.ts'
import { readEnvelope } from '#gateway/station/envelope.ts'
import { BadgeAnswers, type KeptDown } from '#gateway/station/native/answers.ts'
import { type NativeStanding, STANDING_AT_START } from '#gateway/station/native/standing.ts'
import { BEGAN_AT_MS, type Draw, HOLD_MS, IDLE_mA, type Road, type Said, type Seat, STEP_MS } from './seat.ts'

const PROFILE = { idle_mA: IDLE_mA, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: HOLD_MS }

export class NativeMqttSeat implements Seat {
  readonly id: string
  boot = 0
  readonly moves: boolean[] = []
  protected readonly road: Road
  protected t_ms = 0
  #powered_ms = 0
  #firmware: StationFirmware | null = null
  #linked = false

  constructor(id: string, road: Road) {
    this.id = id
    this.road = road
  }

  start(): void {
    this.#powerUp()
  }

  protected get firmware(): StationFirmware {
    if (this.#firmware === null) throw new Error('powered since it was made')
    return this.#firmware
  }
  get closed(): boolean {
    return this.firmware.relay_on
  }

  #powerUp(): void {
    const session_was_open = this.#firmware?.session_open ?? false
    this.boot += 1
    this.#powered_ms = this.t_ms
    if (this.#firmware?.relay_on) this.moves.push(false)
    this.#firmware = new StationFirmware({
      ...{ boot: this.boot, session_was_open, meter: 'current', register: true, profile: PROFILE, sample_ms: 5_000 },
      ...{ volts_factor: 230, clock_ms: BEGAN_AT_MS + this.t_ms, list: null },
    })
    this.#firmware.linked(this.#linked)
    this.carryOut(this.#firmware.powerOn())
  }

  powerCut(): void {
    this.#powerUp()
  }

  card(badge: string): void {
    this.carryOut(this.firmware.badge(badge))
  }

  confirm(): void {
    this.carryOut(this.firmware.button('start-confirm'))
  }

  step(draw: Draw): void {
    this.t_ms += STEP_MS
    this.carryOut(this.firmware.tick(this.t_ms - this.#powered_ms, draw))
  }

  down(down: Down): void {
    this.carryOut(this.firmware.down(down))
  }

  committed({ boot, seq }: Said): void {
    if (boot === this.boot) this.firmware.acknowledged(seq)
  }

  linked(up: boolean): void {
    this.#linked = up
    this.firmware.linked(up)
  }

  fail(): void {
    this.carryOut(this.firmware.fault('estop', true))
  }

  heal(): void {
    this.carryOut(this.firmware.fault('estop', false))
  }

  protected say(said: Said): void {
    this.road.say(said)
  }

  protected carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'relay') this.moves.push(effect.on)
      if (effect.kind !== 'send') continue
      const { type, ...body } = effect.message
      this.say({ type, boot: body.boot, seq: body.seq, body })
    }
  }
}

/** Behind a gateway that is always there: every frame is acknowledged as soon as it is kept. */
export class NativeSerialSeat extends NativeMqttSeat {
  #answers: BadgeAnswers | null = null
  #standing: NativeStanding = STANDING_AT_START
  readonly #kept: KeptDown[] = []
  #outbox_id = 0
  readonly #id_of = new Map<string, number>()

  /** As after a start of the gateway: what it knows is what is on disk. */
  get #gateway(): BadgeAnswers {
    this.#answers ??= new BadgeAnswers({
      ...{ station: this.id, language: 'fr' as const, kept: () => this.#kept, mayAsk: () => this.road.mayAsk() },
      outbox: {
        knows: () => false,
        waitingBadges: () =>
          this.road.waiting().map(said => ({ id: this.#id_of.get(keyOf(said)) ?? 0, body: JSON.stringify(said.body) })),
      },
      memory: {
        standing: () => this.#standing,
        rememberStanding: (_station, standing) => {
          this.#standing = standing
        },
      },
    })
    return this.#answers
  }

  override linked(): void {
    super.linked(true)
  }

  protected override say(said: Said): void {
    const frame = encodeFrame(FRAME_UP, JSON.stringify({ type: said.type, ...said.body }))
    if (frame === null) throw new Error('a message fits a frame')
    for (const decoded of new FrameDecoder().push(frame)) {
      if (decoded.kind === 'discarded') throw new Error(decoded.reason)
      const envelope = readEnvelope(decoded.json)
      if (envelope.kind === 'bad') throw new Error(envelope.reason)
      const { message, answer } = this.#gateway.take(envelope.message)
      this.#outbox_id += 1
      this.#id_of.set(keyOf(said), this.#outbox_id)
      this.#gateway.kept(message, this.#outbox_id)
      this.road.say({ ...said, body: JSON.parse(message.body) as Record<string, unknown> })
      this.firmware.acknowledged(said.seq)
      if (answer !== null) this.#give('verdict', answer)
    }
  }

  override down({ type, ...payload }: Down): void {
    if (type === 'list' || type === 'config') this.#kept.push({ type, payload })
    if (this.#gateway.down(type, payload)) this.#give(type, payload)
  }

  /** Through a frame, or as an empty list where it does not fit. */
  #give(type: string, payload: object): void {
    const fits = encodeFrame(FRAME_DOWN, JSON.stringify({ ...payload, type })) !== null
    super.down({ ...payload, ...(fits ? {} : { entries: [] }), type } as Down)
  }

  override committed(said: Said): void {
    this.#gateway.committed(this.#id_of.get(keyOf(said)) ?? 0)
  }
}

const keyOf = ({ boot, seq }: Said): string => `${boot}/${seq}`
