/** All stations of bought parts of one workshop, and the network cable of the gateway that is their firmware. */
import { CuttableLink } from '../chaos/link.ts'
import { CALM, mischiefAt } from '../chaos/mischief.ts'
import type { Message } from '../firmware/messages.ts'
import { MqttWire } from '../firmware/mqtt.ts'
import { Outbox } from '../firmware/outbox.ts'
import type { Scenario } from '../scenario.ts'
import { seedOf } from '../world/rng.ts'
import type { TrueMachine } from '../world/truth.ts'
import type { Place } from '../world/workshop.ts'
import { PartsBench } from './bench.ts'
import { PartsStation } from './station.ts'

const LOOK_MS = 20

export class PartsFloor {
  readonly stations: readonly PartsStation[]
  readonly #scenario: Scenario
  readonly #seed: number
  readonly #bench: PartsBench
  readonly #link: CuttableLink | null
  #unlinked = false
  started = false

  constructor(scenario: Scenario, places: readonly Place[], seed: number) {
    this.#scenario = scenario
    this.#seed = seed
    this.#bench = new PartsBench(scenario)
    this.stations = places.map(place => new PartsStation(place, this.#bench, scenario.members))
    this.#link = places.length > 0 && scenario.mqtt !== undefined ? new CuttableLink(scenario.mqtt) : null
  }

  /** Where the gateway finds the server: through a cable that may be cut. */
  get link(): string | null {
    return this.#link?.address ?? null
  }

  /**
   * What these machines did before: told by the controllers they had then, which spoke MQTT themselves. Resolves when all of it
   * is acknowledged and the parts are plugged; from then on their stations belong to the gateway.
   */
  async start(past: ReadonlyMap<string, readonly Message[]>): Promise<void> {
    await this.#link?.listen()
    await this.#bench.start()
    await Promise.all(this.stations.map(({ place }) => this.#deliver(place, past.get(place.spec.station) ?? [])))
    this.started = true
  }

  step(t_ms: number, since_ms: number, chaos: boolean): void {
    if (!this.started) return
    for (const station of this.stations) {
      const seed = seedOf(this.#seed, `mischief/${station.place.spec.station}`)
      station.step(t_ms, chaos ? mischiefAt(seed, since_ms) : CALM)
    }
    const unlinked = chaos && mischiefAt(seedOf(this.#seed, 'mischief/gateway'), since_ms).unlinked
    if (unlinked !== this.#unlinked) this.#link?.cut(unlinked)
    this.#unlinked = unlinked
  }

  get truth(): TrueMachine[] {
    return this.stations.map(({ truth }) => truth.summary())
  }

  async stop(): Promise<void> {
    await this.#bench.stop()
    await this.#link?.close()
  }

  async #deliver({ spec }: Place, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return
    const { station, principal = '', token = '' } = spec
    const { site, mqtt: address = '' } = this.#scenario
    const outbox = new Outbox()
    outbox.preload(messages)
    const nothing = () => undefined
    const wire = new MqttWire({ address, site, station, principal, token }, outbox, {
      acknowledged: nothing,
      down: nothing,
      linked: nothing,
      discarded: nothing,
    })
    await wire.start()
    while (outbox.length > 0) await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    await wire.stop()
  }
}
