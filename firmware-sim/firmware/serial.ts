/**
 * A native station on a serial line, contract §2. Senders send in order (contract §1), and the other end acknowledges
 * whatever frame it could read: so one frame at a time, and a window only while a backlog drains over a line that has
 * just proved itself. What is not acknowledged in time is sent again, oldest first.
 */
import type { Rng } from '../world/rng.ts'
import { parseDown } from './down.ts'
import { createFrameReader, type Decoded, encodeFrame, FRAME_ACK, FRAME_DOWN, FRAME_UP } from './frame.ts'
import type { Message } from './messages.ts'
import { type NoiseShares, QUIET, throughNoise } from './noise.ts'
import type { Outbox } from './outbox.ts'
import { PtyPort } from './pty.ts'
import type { Wire, WireEvents } from './wire.ts'

const WINDOW_MAX = 16
/** From so many waiting on it is a backlog. */
const BACKLOG_FROM = 32
const RESEND_AFTER_MS = 400
/** No acknowledgement for so long while something waits: nobody is at the other end. */
const LINK_LOST_AFTER_MS = 5_000
const WATCH_EVERY_MS = 100

type Ack = { boot: number; seq: number }
const parseAck = (json: string): Ack | null => {
  try {
    const value = JSON.parse(json) as Partial<Ack> | null
    return typeof value?.boot === 'number' && typeof value.seq === 'number'
      ? { boot: value.boot, seq: value.seq }
      : null
  } catch {
    return null
  }
}

type Flight = { boot: number; seq: number; acknowledged: boolean }

export class SerialWire implements Wire {
  #outbox: Outbox
  #events: WireEvents
  /** What the cable does to frames on their way to the gateway. */
  noise: NoiseShares
  #rng: Rng
  #port: PtyPort | null = null
  #reader = createFrameReader()
  /** One entry for each message on the wire, oldest first: acknowledged or not yet. */
  #flights: Flight[] = []
  #window = 1
  #progress_ms = 0
  #heard_ms = 0
  #linked = false
  #cut = false
  #watch: NodeJS.Timeout | null = null
  sent = 0

  constructor(outbox: Outbox, events: WireEvents, rng: Rng, noise: NoiseShares = QUIET) {
    this.#outbox = outbox
    this.#events = events
    this.noise = noise
    this.#rng = rng
    outbox.onPush(() => this.#pump())
  }

  /** The path a gateway opens; known once started. */
  get path(): string {
    if (this.#port === null) throw new Error('the port is not open yet')
    return this.#port.path
  }

  async start(): Promise<void> {
    this.#port = await PtyPort.open(chunk => this.#hear(chunk))
    this.#watch = setInterval(() => this.#tend(), WATCH_EVERY_MS)
    this.#pump()
  }

  cut(cut: boolean): void {
    this.#cut = cut
    if (cut) this.#link(false)
  }

  #hear(chunk: Buffer): void {
    if (this.#cut) return
    for (const frame of this.#reader.push(chunk)) this.#take(frame)
  }

  #take(frame: Decoded): void {
    if (frame.kind === 'discarded') {
      this.#events.discarded(frame.bytes, frame.why)
      return
    }
    this.#heard_ms = performance.now()
    this.#link(true)
    if (frame.type === FRAME_ACK) this.#acknowledge(frame.json)
    else if (frame.type === FRAME_DOWN) this.#down(frame.json)
    else this.#events.discarded(frame.json.length, `frame type ${frame.type}`)
  }

  #acknowledge(json: string): void {
    const ack = parseAck(json)
    if (ack === null) {
      this.#events.discarded(json.length, 'not an acknowledgement')
      return
    }
    const flight = this.#flights.find(one => one.boot === ack.boot && one.seq === ack.seq)
    if (flight === undefined) return
    flight.acknowledged = true
    this.#progress_ms = performance.now()
    this.#window = Math.min(WINDOW_MAX, this.#window * 2)
    const waiting = this.#flights.findIndex(one => !one.acknowledged)
    const safe = waiting < 0 ? this.#flights.length : waiting
    if (safe > 0) {
      this.#flights.splice(0, safe)
      this.#events.acknowledged(this.#outbox.drop(safe))
    }
    this.#pump()
  }

  #down(json: string): void {
    let type: unknown
    try {
      type = (JSON.parse(json) as { type?: unknown }).type
    } catch {
      type = null
    }
    const down = typeof type === 'string' ? parseDown(type, json) : null
    if (down) this.#events.down(down)
    else this.#events.discarded(json.length, 'not understood')
  }

  #link(up: boolean): void {
    if (up === this.#linked) return
    this.#linked = up
    this.#events.linked(up)
  }

  #pump(): void {
    const window = this.#outbox.length >= BACKLOG_FROM ? this.#window : 1
    while (this.#port !== null && this.#flights.length < window) {
      const message = this.#outbox.at(this.#flights.length)
      if (message === undefined) return
      // A later boot's `hello` overtakes what a bad cable still holds back of the boot before: that would then come late
      if (this.#flights.some(flight => flight.boot !== message.boot)) return
      if (this.#flights.length === 0) this.#progress_ms = performance.now()
      this.#flights.push({ boot: message.boot, seq: message.seq, acknowledged: false })
      this.#transmit(message)
    }
  }

  #transmit(message: Message): void {
    const encoded = encodeFrame(FRAME_UP, JSON.stringify(message))
    // No message of this firmware comes near the limit; one that did would block the line for ever.
    if (encoded.kind === 'too-long') throw new Error(`a message of ${encoded.bytes} bytes does not fit a frame`)
    if (!this.#cut) this.#port?.write(throughNoise(encoded.bytes, this.noise, this.#rng))
    this.sent += 1
  }

  /** Resends what was not acknowledged in time, and notices that nobody is there any more. */
  #tend(): void {
    if (this.#flights.length === 0) return
    const now_ms = performance.now()
    if (now_ms - Math.max(this.#progress_ms, this.#heard_ms) > LINK_LOST_AFTER_MS) this.#link(false)
    if (now_ms - this.#progress_ms < RESEND_AFTER_MS) return
    this.#progress_ms = now_ms
    this.#window = 1
    this.#flights.forEach((flight, i) => {
      const message = this.#outbox.at(i)
      if (message && !flight.acknowledged) this.#transmit(message)
    })
  }

  async stop(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch)
    this.#outbox.onPush(() => {})
    this.#port?.close()
    this.#port = null
  }
}
