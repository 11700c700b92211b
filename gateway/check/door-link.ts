/** The gateway's own door for plugs, opened for the time of a `check`: which of them come, and with the right token? */
import pino, { type Logger } from 'pino'
import type { GatewayConfig } from '../config.ts'
import type { PlugMessage } from '../drivers/plug.ts'
import { PlugDoor } from '../plugs/door.ts'
import type { Probe } from './probes.ts'
import type { PartReport } from './report.ts'
import type { PlugEars } from './server-link.ts'

export class DoorLink implements Probe {
  readonly #config: GatewayConfig
  readonly #door: PlugDoor
  readonly #ears = new Map<string, PlugEars>()
  readonly #refused: string[] = []
  #listening = false

  constructor(
    config: GatewayConfig,
    plugs: NonNullable<GatewayConfig['plugs']>,
    log: Logger = pino({ level: 'silent' }),
  ) {
    this.#config = config
    this.#door = new PlugDoor({
      ...{ config: plugs, site: config.site, log },
      onMessage: (plug, topic, payload) => this.#ears.get(plug)?.heard(topic, payload),
      onHere: plug => this.#ears.get(plug)?.granted(),
      onRefused: client => this.#refused.push(client),
      onListening: listening => {
        this.#listening = listening
      },
    })
  }

  has(plug: string): boolean {
    return this.#door.has(plug)
  }

  /** A plug that does not come is silent; only a door that is shut answers for all of them. */
  get connected(): boolean {
    return this.#listening
  }

  listen(plug: string, ears: PlugEars): void {
    this.#ears.set(plug, ears)
  }

  say(plug: string, message: PlugMessage): void {
    this.#door.say(plug, message)
  }

  start(): void {
    void this.#door.start()
  }

  stop(): Promise<void> {
    return this.#door.stop()
  }

  reports(): PartReport[] {
    const { gateway, plugs } = this.#config
    const port = plugs?.listen ?? ''
    const [stranger] = this.#refused
    const says = !this.#listening
      ? `cannot listen on ${port}: is it an address of this computer, and does no other program hold it?`
      : stranger === undefined
        ? `plugs connect to ${port}`
        : `refused ${stranger}: is its name the principal, and its token the one of token_sha256?`
    const ok = this.#listening && stranger === undefined
    return [{ station: gateway, part: 'door', driver: 'mqtt', port, ok, says }]
  }
}
