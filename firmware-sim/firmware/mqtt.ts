/** A station that speaks MQTT itself, contract §1: QoS 1, clean session, clientId = username = principal. */
import { connect, type MqttClient } from 'mqtt'
import { nextPacket } from './batch.ts'
import { parseDown } from './down.ts'
import type { Outbox } from './outbox.ts'
import type { Wire, WireEvents } from './wire.ts'

/** The broker takes at least 100 unacknowledged publishes of one client; a small station keeps to a few. */
const IN_FLIGHT_MAX = 20
/** From here on waiting messages travel as batches. */
const BATCH_FROM = 8
/** A silent network is known after one and a half times this: until then a badge waits for nobody. */
const KEEPALIVE_S = 5

export type MqttSettings = { address: string; site: string; station: string; principal: string; token: string }

type Flight = { count: number; done: boolean }

export class MqttWire implements Wire {
  #settings: MqttSettings
  #outbox: Outbox
  #events: WireEvents
  #client: MqttClient | null = null
  #ready = false
  #flights: Flight[] = []
  #generation = 0
  sent = 0

  constructor(settings: MqttSettings, outbox: Outbox, events: WireEvents) {
    this.#settings = settings
    this.#outbox = outbox
    this.#events = events
    outbox.onPush(() => this.#pump())
  }

  #topic(rest: string): string {
    return `navette/1/${this.#settings.site}/${this.#settings.station}/${rest}`
  }

  /** Resolves once connected and subscribed; keeps trying until then and ever after. */
  start(): Promise<void> {
    const { address, principal, token } = this.#settings
    return new Promise(resolve => {
      const client = connect(`mqtt://${address}`, {
        clientId: principal,
        username: principal,
        password: token,
        protocolVersion: 4,
        clean: true,
        keepalive: KEEPALIVE_S,
        reconnectPeriod: 500,
        // The outbox resends, in order; a second queue inside the client would double and reorder.
        queueQoSZero: false,
        resubscribe: false,
        will: { topic: this.#topic('up/presence'), payload: Buffer.from('{"online":false}'), qos: 1, retain: false },
      })
      this.#client = client
      client.on('error', () => {})
      client.on('connect', () => {
        this.#generation += 1
        this.#flights = []
        client.subscribe(this.#topic('down/#'), { qos: 1 }, error => {
          if (error) return
          this.#ready = true
          this.#events.linked(true)
          client.publish(this.#topic('up/presence'), '{"online":true}', { qos: 1 }, () => {})
          resolve()
          this.#pump()
        })
      })
      client.on('close', () => {
        this.#generation += 1
        this.#ready = false
        this.#flights = []
        this.#dropStored(client)
        this.#events.linked(false)
      })
      client.on('message', (topic, payload) => {
        const type = topic.slice(this.#topic('down/').length)
        const down = parseDown(type, payload.toString('utf8'))
        if (down) this.#events.down(down)
        else this.#events.discarded(payload.length, `not understood: ${type}`)
      })
    })
  }

  cut(cut: boolean): void {
    if (cut) this.#client?.end(true)
    else this.#client?.reconnect()
  }

  /** mqtt.js would resend what it had in flight by itself, beside the outbox: forget it there. */
  #dropStored(client: MqttClient): void {
    for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id))
  }

  #pump(): void {
    if (!this.#ready || this.#client === null) return
    let offset = this.#flights.reduce((sum, flight) => sum + flight.count, 0)
    while (this.#flights.length < IN_FLIGHT_MAX && offset < this.#outbox.length) {
      const waiting = this.#outbox.length - offset
      const from = offset
      const packet = nextPacket(
        i => this.#outbox.at(from + i),
        waiting >= BATCH_FROM ? waiting : 1,
        Buffer.byteLength(this.#topic('up/batch')),
      )
      if (packet === null) return
      this.#publish(packet.type, packet.payload, packet.count)
      offset += packet.count
    }
  }

  #publish(type: string, payload: string, count: number): void {
    const flight: Flight = { count, done: false }
    const generation = this.#generation
    this.#flights.push(flight)
    this.sent += count
    this.#client?.publish(this.#topic(`up/${type}`), payload, { qos: 1 }, error => {
      if (error || generation !== this.#generation) return
      flight.done = true
      this.#settle()
    })
  }

  /** Only an unbroken row of acknowledgements from the oldest on empties the outbox. */
  #settle(): void {
    while (this.#flights[0]?.done) {
      const { count } = this.#flights.shift() as Flight
      this.#events.acknowledged(this.#outbox.drop(count))
    }
    this.#pump()
  }

  async stop(): Promise<void> {
    this.#ready = false
    this.#outbox.onPush(() => {})
    await this.#client?.endAsync(true)
  }
}
