/**
 * Aedes, minus the way of an uplink through its subscribers: nobody subscribes to `up/` (ingest has had the message in
 * `authorizePublish`), so storing, queueing and matching it there would be work for nothing, and a stalled subscriber to
 * something else would hold it up (mqemitter's concurrency). What a client says reaches others only once it was let
 * through by name.
 */
import { Aedes, type Client, type PublishPacket } from 'aedes'

type Done = (error?: Error) => void

export class Switchboard extends Aedes {
  readonly #let_through = new WeakSet<PublishPacket>()

  /** Called from `authorizePublish`, with the very packet that is published next. */
  letThrough(packet: PublishPacket): void {
    this.#let_through.add(packet)
  }

  override publish(packet: PublishPacket, clientOrDone: Client | null | Done, done?: Done): void {
    if (typeof clientOrDone === 'function') super.publish(packet, clientOrDone)
    else if (clientOrDone === null || this.#let_through.has(packet)) super.publish(packet, done ?? (() => undefined))
    else done?.()
  }
}
