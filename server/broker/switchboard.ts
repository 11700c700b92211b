/**
 * Aedes, minus the way of an uplink through its subscribers: nobody subscribes to `up/` (ingest has had the message in
 * `authorizePublish`), so storing, queueing and matching it there would be work for nothing, and a stalled subscriber to
 * something else would hold it up (mqemitter's concurrency).
 */
import { Aedes, type Client, type PublishPacket } from 'aedes'

type Done = (error?: Error) => void

export class Switchboard extends Aedes {
  override publish(packet: PublishPacket, clientOrDone: Client | null | Done, done?: Done): void {
    if (typeof clientOrDone === 'function') super.publish(packet, clientOrDone)
    else if (clientOrDone === null) super.publish(packet, done ?? (() => undefined))
    else done?.()
  }
}
