/**
 * Drains the outbox in order through a window. Order holds because one connection carries everything in the order of the
 * rows, and a new connection starts again at the oldest row still waiting (MQTT-4.6.0-1: resent in the original order).
 */
import { IN_FLIGHT_MAX, PAGE_ROWS } from '../limits.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Packet, pack } from './pack.ts'

/** Hands a packet to the connection; `onAck` is called once, at PUBACK, and not at all if the connection goes first. */
export type Send = (packet: Packet, onAck: () => void) => void

export type PublisherParts = {
  site: string
  outbox: Pick<Outbox, 'page' | 'remove' | 'flush'>
  /** the server has committed these rows of a station */
  onCommitted(station: string, ids: number[]): void
  now_ms(): number
}

export class Publisher {
  readonly #parts: PublisherParts
  #send: Send | null = null
  /** counts connections: an acknowledgement of an earlier one is not believed twice */
  #connection = 0
  #cursor_id = 0
  /** stations whose publishes would cost everybody the connection */
  #refused: ReadonlySet<string> = new Set()
  #ready: Packet[] = []
  #in_flight = 0
  #progress_at_ms = 0

  constructor(parts: PublisherParts) {
    this.#parts = parts
  }

  /** A connection is up: everything still waiting is sent again, oldest first, but for what the server takes of nobody here. */
  attach(send: Send, refused: ReadonlySet<string> = new Set()): void {
    this.detach()
    this.#parts.outbox.flush() // what was acknowledged before must not be read again
    this.#send = send
    this.#refused = refused
    this.#progress_at_ms = this.#parts.now_ms()
    this.pump()
  }

  detach(): void {
    this.#send = null
    this.#connection += 1
    this.#cursor_id = 0
    this.#ready = []
    this.#in_flight = 0
  }

  /** How long publishes have been waiting without any being acknowledged; 0 with none in flight. */
  stalled_ms(): number {
    return this.#in_flight === 0 ? 0 : this.#parts.now_ms() - this.#progress_at_ms
  }

  /** Sends as much as the window takes. Called whenever something was kept or acknowledged. */
  pump(): void {
    const send = this.#send
    if (send === null) return
    const connection = this.#connection
    while (this.#in_flight < IN_FLIGHT_MAX) {
      const packet = this.#next()
      if (packet === undefined) return
      if (this.#in_flight === 0) this.#progress_at_ms = this.#parts.now_ms()
      this.#in_flight += 1
      send(packet, () => this.#acknowledged(connection, packet))
      if (connection !== this.#connection) return // the send itself found the connection gone
    }
  }

  #next(): Packet | undefined {
    while (this.#ready.length === 0) {
      const rows = this.#parts.outbox.page(this.#cursor_id, PAGE_ROWS)
      const last = rows.at(-1)
      if (last === undefined) return undefined
      this.#cursor_id = last.id
      const wanted = rows.filter(({ station }) => !this.#refused.has(station))
      this.#ready = pack(this.#parts.site, wanted).reverse()
    }
    return this.#ready.pop()
  }

  #acknowledged(connection: number, packet: Packet): void {
    if (connection !== this.#connection) return
    this.#in_flight -= 1
    this.#progress_at_ms = this.#parts.now_ms()
    this.#parts.outbox.remove(packet.ids)
    this.#parts.onCommitted(packet.station, packet.ids)
    this.pump()
  }
}
