/** What carries a station's messages: MQTT of its own, or a serial line to a gateway. */
import type { Down, Message } from './messages.ts'

export type WireEvents = {
  /** Safe on the other side, in order. */
  acknowledged(messages: readonly Message[]): void
  down(down: Down): void
  /** Whether an answer can be expected at all. */
  linked(up: boolean): void
  /** Bytes that were no message, with the reason. */
  discarded(bytes: number, why: string): void
}

export interface Wire {
  start(): Promise<void>
  /** Messages put on the wire, resent ones included. */
  readonly sent: number
  /** The link is cut, or there again. What waits is sent then. */
  cut(cut: boolean): void
  stop(): Promise<void>
}
