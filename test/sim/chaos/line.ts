/**
 * From a station's memory to a sender's queue: over MQTT it is the station's own; over a serial line the frames go
 * through a bad cable into the gateway's decoder, envelope check and order, and what it has kept it acknowledges.
 */
import { encodeFrame, FRAME_UP } from '#firmware-sim/firmware/frame.ts'
import type { Message } from '#firmware-sim/firmware/messages.ts'
import { throughNoise } from '#firmware-sim/firmware/noise.ts'
import type { Rng } from '#firmware-sim/world/rng.ts'
import { FrameDecoder } from '#gateway/drivers/native/decoder.ts'
import { FRAME_ACK, FRAME_UP as GATEWAY_FRAME_UP, encodeFrame as gatewayFrame } from '#gateway/drivers/native/frame.ts'
import { type Message as Enveloped, readEnvelope } from '#gateway/station/envelope.ts'
import { InOrder } from '#gateway/station/in-order.ts'
import type { NoiseFate } from './fates.ts'
import type { SimStation } from './station.ts'

const WINDOW = 8

export type Queued = { boot: number; seq: number; type: string; json: string }

/** What the sender of this station (itself, or its gateway) has and the server has not acknowledged. Survives everything. */
export interface Line {
  readonly queue: Queued[]
  pump(): void
  /** The server has these. */
  acknowledged(count: number): void
  readonly discarded: number
}

const queued = (message: Message): Queued => ({
  boot: message.boot,
  seq: message.seq,
  type: message.type,
  json: JSON.stringify(message),
})

export class MqttLine implements Line {
  readonly queue: Queued[] = []
  readonly discarded = 0
  readonly #station: SimStation

  constructor(station: SimStation) {
    this.#station = station
  }

  pump(): void {
    const { outbox } = this.#station
    while (this.queue.length < outbox.length) this.queue.push(queued(outbox[this.queue.length] as Message))
  }

  acknowledged(count: number): void {
    for (const { boot, seq } of this.queue.splice(0, count)) this.#station.acknowledged(boot, seq)
  }
}

export class SerialLine implements Line {
  readonly queue: Queued[] = []
  discarded = 0
  readonly #station: SimStation
  readonly #noise: NoiseFate
  readonly #rng: Rng
  readonly #decoder = new FrameDecoder()
  readonly #order = new InOrder<Enveloped>(null)
  /** as the outbox's unique index: a frame that came twice is kept once */
  readonly #kept = new Set<string>()
  #held_turns = 0

  constructor(station: SimStation, noise: NoiseFate, rng: Rng) {
    this.#station = station
    this.#noise = noise
    this.#rng = rng
  }

  pump(): void {
    const { outbox } = this.#station
    const boot = outbox[0]?.boot
    // A later boot's hello would overtake what is left of the boot before (nobody could tell that something is missing)
    const window = outbox.slice(0, this.#rng.chance(0.5) ? 1 : WINDOW).filter(message => message.boot === boot)
    for (const message of window) {
      const frame = encodeFrame(FRAME_UP, JSON.stringify(message))
      if (frame.kind === 'too-long') throw new Error(`a message of ${frame.bytes} bytes does not fit a frame`)
      this.#hear(throughNoise(frame.bytes, this.#noise, this.#rng))
    }
    this.#held_turns = this.#order.gap === null ? 0 : this.#held_turns + 1
    // Only where the station really has dropped what is missing; it never does while its outbox is durable
    if (this.#held_turns > 200) for (const message of this.#order.release()) this.#keep(message)
  }

  acknowledged(count: number): void {
    this.queue.splice(0, count)
  }

  /** Chunks break anywhere, as a driver hands them over. */
  #hear(bytes: Uint8Array): void {
    const cut = Math.floor(this.#rng.between(0, bytes.length))
    for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      for (const decoded of this.#decoder.push(chunk)) {
        if (decoded.kind === 'discarded' || decoded.type !== GATEWAY_FRAME_UP) {
          this.discarded += 1
          continue
        }
        const envelope = readEnvelope(decoded.json)
        if (envelope.kind === 'bad')
          throw new Error(`a frame with a right checksum and a wrong content: ${envelope.reason}`)
        for (const message of this.#order.take(envelope.message)) this.#keep(message)
      }
    }
  }

  #keep(message: Enveloped): void {
    const { boot, seq, type } = message
    const key = `${boot}/${seq}`
    if (!this.#kept.has(key)) {
      this.#kept.add(key)
      this.queue.push({ boot, seq, type, json: `{"type":"${type}",${message.body.slice(1)}` })
    }
    this.#acknowledge(boot, seq)
  }

  /** The way back goes through the same cable. */
  #acknowledge(boot: number, seq: number): void {
    const frame = gatewayFrame(FRAME_ACK, JSON.stringify({ boot, seq }))
    if (frame === null || this.#rng.chance(this.#noise.flip)) return
    this.#station.acknowledged(boot, seq)
  }
}
