/**
 * Who hears a station, and the short way down to them. Through Aedes a downlink leaves in a later turn of the loop, behind all
 * that came in while a group was committed; somebody waits in front of a machine for it (docs/performance.md).
 */
import type { Client, Subscription } from 'aedes'
import { publishBytes } from './publish.ts'

/** MQTT-2.3.1-1 and the width of the field. */
const PACKET_ID_MAX = 65_535

export class Hearers {
  /** Filter → who subscribed to it, and at which QoS. */
  readonly #by_filter = new Map<string, Map<Client, number>>()
  readonly #filters_of = new WeakMap<Client, Set<string>>()

  subscribed(client: Client, { topic, qos }: Subscription): void {
    const hearers = this.#by_filter.get(topic) ?? new Map<Client, number>()
    this.#by_filter.set(topic, hearers.set(client, qos))
    const filters = this.#filters_of.get(client) ?? new Set<string>()
    this.#filters_of.set(client, filters.add(topic))
  }

  unsubscribed(client: Client, filter: string): void {
    const hearers = this.#by_filter.get(filter)
    hearers?.delete(client)
    if (hearers?.size === 0) this.#by_filter.delete(filter)
    this.#filters_of.get(client)?.delete(filter)
  }

  gone(client: Client): void {
    for (const filter of this.#filters_of.get(client) ?? []) this.unsubscribed(client, filter)
  }

  /**
   * Writes it at QoS 1 to everybody who hears one of these filters. False, and nothing written, where Aedes has to do it: nobody
   * is known (a subscription may be on its way), or somebody subscribed at QoS 0, or does not read what he is sent.
   */
  tell(filters: readonly string[], topic: string, payload: string): boolean {
    const hearers = new Set<Client>()
    for (const filter of filters) {
      for (const [client, qos] of this.#by_filter.get(filter) ?? []) {
        if (qos === 0 || !isReading(client)) return false
        hearers.add(client)
      }
    }
    if (hearers.size === 0) return false
    // Behind the PUBACKs of this turn, which leave with the next tick too.
    for (const client of hearers) process.nextTick(write, client, topic, payload)
    return true
  }
}

/** Aedes gives a stalled one its drain timeout, and then closes it. */
const isReading = ({ connected, closed, conn }: Client): boolean => connected && !closed && !conn.writableNeedDrain

function write(client: Client, topic: string, payload: string): void {
  if (!client.closed && !client.conn.destroyed) client.conn.write(publishBytes(topic, nextId(client), payload))
}

/**
 * Aedes counts the identifiers of what it sends per client, in a field of its own. A second count beside it would give one
 * identifier to two packets in flight (MQTT-2.3.1-2), so this one takes the next of the same.
 */
function nextId(client: Client): number {
  const counter = client as unknown as { _nextId: number }
  const id = counter._nextId
  counter._nextId = id >= PACKET_ID_MAX ? 1 : id + 1
  return id
}
