/**
 * The one MQTT connection of the gateway: made, kept, made again. Each attempt is a new client with a clean session, so
 * that nothing but the publisher decides what is sent again and in which order.
 */

import { Socket } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { Logger } from 'pino'
import { downTopic, plugTopic, upTopic } from '#server/contract/topics.ts'
import { backoff_ms } from '../backoff.ts'
import {
  ACK_TIMEOUT_ms,
  CONNECT_TIMEOUT_ms,
  KEEPALIVE_s,
  RECONNECT_FIRST_ms,
  RECONNECT_MAX_ms,
  REPEAT_LOG_ms,
} from '../limits.ts'
import type { Publisher } from './publisher.ts'
import { refusedBy, whyNot } from './reason.ts'

export type UplinkParts = {
  url: string
  ca: Buffer | undefined
  site: string
  gateway: string
  principal: string
  token: string
  stations: string[]
  /** stations that are no longer here, but of whom messages wait */
  others?(): string[]
  /** the plugs it is paired with */
  plugs?: string[]
  publisher: Publisher
  onDown(topic: string, payload: Uint8Array): void
  log: Logger
  ack_timeout_ms?: number
}

const PRESENCE = { qos: 1, retain: false } as const

export class Uplink {
  readonly #parts: UplinkParts
  readonly #ack_timeout_ms: number
  #client: MqttClient | undefined
  #connected = false
  readonly #plugs_heard = new Set<string>()
  #refused: ReadonlySet<string> = new Set()
  #attempt = 0
  #why = ''
  #said = { why: '', at_ms: Number.NEGATIVE_INFINITY }
  #retry: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: UplinkParts) {
    this.#parts = parts
    this.#ack_timeout_ms = parts.ack_timeout_ms ?? ACK_TIMEOUT_ms
  }

  start(): void {
    this.#watch = setInterval(() => this.#dropIfStalled(), this.#ack_timeout_ms / 4)
    this.#connect()
  }

  get connected(): boolean {
    return this.#connected
  }

  /** Stations this gateway may not speak for. What waits of them stays: one foreign publish would close the connection (contract §1). */
  get refused(): ReadonlySet<string> {
    return this.#refused
  }

  /** The server answers each subscription with the station's present standing and what it retains (contract §1, Down). */
  askStanding(station: string): void {
    if (this.#connected) void this.#subscribe(station)
  }

  /** Says goodbye: the will is not sent after a DISCONNECT (MQTT-3.14.4-3), so the presence says it. */
  async stop(deadline_ms: number): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    clearInterval(this.#watch)
    this.#parts.publisher.detach()
    const client = this.#client
    if (client === undefined) return
    if (this.#connected) {
      const said = client.publishAsync(this.#presenceTopic(), '{"online":false}', PRESENCE)
      await Promise.race([
        said.catch(() => undefined),
        new Promise(resolve => setTimeout(resolve, deadline_ms).unref()),
      ])
    }
    await client.endAsync(!this.#connected).catch(() => undefined)
  }

  #connect(): void {
    const client = mqtt.connect(this.#parts.url, this.#options())
    this.#client = client
    client.on('connect', () => this.#onConnect(client))
    client.on('message', (topic, payload) => this.#parts.onDown(topic, payload))
    client.on('error', error => {
      this.#why = whyNot(error)
    })
    client.once('close', () => this.#onClose(client))
  }

  #options(): IClientOptions {
    const { ca, principal, token } = this.#parts
    return {
      protocolVersion: 4,
      clean: true,
      clientId: principal,
      username: principal,
      password: token,
      keepalive: KEEPALIVE_s,
      connectTimeout: CONNECT_TIMEOUT_ms,
      reconnectPeriod: 0,
      resubscribe: false,
      will: { topic: this.#presenceTopic(), payload: Buffer.from('{"online":false}'), ...PRESENCE },
      ...(ca === undefined ? {} : { ca }),
    }
  }

  #onConnect(client: MqttClient): void {
    const { gateway, stations, others, log } = this.#parts
    this.#connected = true
    this.#attempt = 0
    this.#why = ''
    this.#said = { why: '', at_ms: Number.NEGATIVE_INFINITY }
    log.info({ url: this.#parts.url }, 'connected to the server')
    sendAtOnce(client)
    const ids = new Set([...stations, ...(others?.() ?? []), gateway])
    void this.#askRights(client, [...ids])
    for (const plug of this.#parts.plugs ?? []) this.#hearPlug(plug)
    client.publish(this.#presenceTopic(), '{"online":true}', PRESENCE, ignoreClosed)
  }

  /** Publishes begin once it is known whom the gateway may speak for; a server that answers none of that is given a while. */
  async #askRights(client: MqttClient, ids: string[]): Promise<void> {
    const refused = new Set<string>()
    const asked = ids.map(async id => {
      if (!(await this.#subscribe(id))) refused.add(id)
    })
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, CONNECT_TIMEOUT_ms).unref()
    await Promise.race([Promise.all(asked), enough])
    clearTimeout(timer)
    if (this.#client !== client || !this.#connected || this.#stopped) return
    this.#refused = refused
    this.#parts.publisher.attach(({ topic, payload }, onAck) => {
      // The error is the connection's end, which `close` reports; the rows stay in the outbox.
      client.publish(topic, payload, { qos: 1 }, error => {
        if (!error) onAck()
      })
    }, refused)
  }

  /** One filter a principal, none overlapping: overlapping ones make Aedes lose messages. False where it is refused. */
  async #subscribe(station: string): Promise<boolean> {
    const { site, log } = this.#parts
    const refused = await new Promise<boolean>(resolve => {
      this.#client?.subscribe(downTopic(site, station, '#'), { qos: 1 }, error => resolve(refusedBy(error)))
    })
    if (refused)
      log.error(
        { station },
        'the server does not let this gateway speak for the station; its messages wait: navette gateway add',
      )
    return !refused
  }

  /** False while there is no connection: nothing is kept for later. Never retained (contract §1, Safety). */
  sayToPlug(plug: string, { topic, payload }: { topic: string; payload: string }): boolean {
    // A word to a plug that is not its own would cost this gateway the connection, and all its stations with it.
    if (!this.#connected || !this.#plugs_heard.has(plug)) return false
    this.#client?.publish(plugTopic(this.#parts.site, plug, topic), payload, { qos: 1, retain: false }, ignoreClosed)
    return true
  }

  #hearPlug(plug: string): void {
    const { site, log } = this.#parts
    this.#client?.subscribe(plugTopic(site, plug, '#'), { qos: 1 }, error => {
      if (refusedBy(error)) log.error({ plug }, 'the plug is not paired with this gateway: navette plug add')
      else if (!error) this.#plugs_heard.add(plug)
    })
  }

  #onClose(client: MqttClient): void {
    this.#connected = false
    this.#plugs_heard.clear()
    this.#parts.publisher.detach()
    client.removeAllListeners('message')
    client.end(true)
    if (this.#stopped) return
    this.#say(this.#why === '' ? 'the server closed the connection' : this.#why)
    this.#retry = setTimeout(() => this.#connect(), backoff_ms(this.#attempt, RECONNECT_FIRST_ms, RECONNECT_MAX_ms))
    this.#attempt += 1
  }

  #say(why: string): void {
    const now_ms = performance.now()
    if (why === this.#said.why && now_ms - this.#said.at_ms < REPEAT_LOG_ms) return
    this.#said = { why, at_ms: now_ms }
    this.#parts.log.warn(`no connection to ${this.#parts.url}: ${why}; messages are kept, trying on`)
  }

  #dropIfStalled(): void {
    if (!this.#connected || this.#parts.publisher.stalled_ms() < this.#ack_timeout_ms) return
    this.#why = 'the server stopped acknowledging'
    this.#client?.stream.destroy()
  }

  #presenceTopic(): string {
    return upTopic(this.#parts.site, this.#parts.gateway, 'presence')
  }
}

/** A presence that got lost with its connection is said again with the next one. */
const ignoreClosed = () => undefined

/** Nagle's algorithm holds a badge back until the sample before it is acknowledged: 40 ms where the receiver delays that (RFC 1122 §4.2.3.2). */
function sendAtOnce({ stream }: MqttClient): void {
  if (stream instanceof Socket) stream.setNoDelay(true)
}
