/** The connection to the server as the gateway would make it, for `check`: is it let in, and may it hear its plugs? */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import mqtt, { type MqttClient } from 'mqtt'
import { parsePlugTopic, plugTopic } from '#server/contract/topics.ts'
import type { GatewayConfig } from '../config.ts'
import type { PlugMessage } from '../drivers/plug.ts'
import { CONNECT_TIMEOUT_ms, RECONNECT_FIRST_ms } from '../limits.ts'
import { refusedBy, whyNot } from '../uplink/reason.ts'
import type { Probe } from './probes.ts'

export type PlugEars = { granted(): void; heard(topic: string, payload: Uint8Array): void; refused(): void }

export class ServerLink implements Probe {
  readonly #config: GatewayConfig
  readonly #ears = new Map<string, PlugEars>()
  #client: MqttClient | undefined
  #why: string | null = 'it did not answer in time'

  constructor(config: GatewayConfig) {
    this.#config = config
  }

  get connected(): boolean {
    return this.#why === null
  }

  listen(plug: string, ears: PlugEars): void {
    this.#ears.set(plug, ears)
  }

  say(plug: string, { topic, payload }: PlugMessage): void {
    const full = plugTopic(this.#config.site, plug, topic)
    if (this.connected) this.#client?.publish(full, payload, { qos: 1, retain: false }, () => undefined)
  }

  start(): void {
    const { mqtt: url, ca, principal, token, data } = this.#config
    if (runsOn(data)) {
      // A second connection with the same credential would throw the running gateway out.
      this.#why = `a gateway is running on ${data}: stop it before checking`
      return
    }
    const trusted = readCa(ca)
    if (trusted instanceof Error) {
      this.#why = `the certificate in \`ca\` cannot be read: ${trusted.message}`
      return
    }
    const client = mqtt.connect(url, {
      ...{ protocolVersion: 4, clean: true, clientId: principal, username: principal, password: token },
      ...{ connectTimeout: CONNECT_TIMEOUT_ms, reconnectPeriod: RECONNECT_FIRST_ms },
      ...(trusted === undefined ? {} : { ca: trusted }),
    })
    this.#client = client
    client.on('connect', () => this.#hear(client))
    client.on('message', (topic, payload) => {
      const of_plug = parsePlugTopic(topic)
      if (of_plug !== null) this.#ears.get(of_plug.plug)?.heard(of_plug.rest, payload)
    })
    client.on('error', error => {
      this.#why = whyNot(error)
    })
    client.on('close', () => {
      this.#why ??= 'the server closed the connection'
    })
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true)
  }

  reports() {
    const { gateway, mqtt: url, principal } = this.#config
    const says = this.#why === null ? `lets ${principal} in` : `${url}: ${this.#why}`
    return [{ station: gateway, part: 'server', driver: 'mqtt', port: url, ok: this.connected, says } as const]
  }

  #hear(client: MqttClient): void {
    this.#why = null
    for (const [plug, ears] of this.#ears) {
      client.subscribe(plugTopic(this.#config.site, plug, '#'), { qos: 1 }, error => {
        if (refusedBy(error)) ears.refused()
        else if (!error) ears.granted()
      })
    }
  }
}

function readCa(ca: string | undefined): Buffer | undefined | Error {
  try {
    return ca === undefined ? undefined : readFileSync(ca)
  } catch (error) {
    return error as Error
  }
}

/** A running gateway holds its outbox exclusively. */
function runsOn(data: string): boolean {
  const file = join(data, 'outbox.sqlite')
  if (!existsSync(file)) return false
  try {
    const db = new Database(file, { readonly: true, timeout: 0 })
    try {
      db.pragma('schema_version')
    } finally {
      db.close()
    }
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'SQLITE_BUSY'
  }
}
