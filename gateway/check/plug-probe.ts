/** A plug on the broker: what it measures, and what stands in the way of its relay. Nothing is switched, nothing set. */
import { plugTopic } from '#server/contract/topics.ts'
import { type ComposedStationConfig, isPlug, type PlugMeterConfig, type PlugRelayConfig } from '../config.ts'
import type { PlugStatus } from '../drivers/plug.ts'
import { PLUGS } from '../drivers/registry.ts'
import { PLUG_POLL_ms } from '../limits.ts'
import { whyUnfit } from '../plugs/use.ts'
import { type Live, type Probe, readingSays } from './probes.ts'
import type { PartReport } from './report.ts'
import type { ServerLink } from './server-link.ts'

/** Over the server's broker, or through the gateway's own door. */
export type PlugWay = Pick<ServerLink, 'connected' | 'listen' | 'say'>
type Part = { station: string; driver: PlugMeterConfig['driver']; plug: string }
type Watched = { meters: Part[]; relays: (Part & Pick<PlugRelayConfig, 'supply'>)[] }

/** One probe a plug, which may be meter and relay of its station. */
export function plugProbes(
  stations: ComposedStationConfig[],
  site: string,
  linkOf: (plug: string) => PlugWay,
  live: Live,
): Probe[] {
  const parts = stations.flatMap(({ id: station, meter, relay }) => [
    ...(meter !== undefined && isPlug(meter) ? [{ ...meter, station, part: 'meter' as const }] : []),
    ...(relay !== undefined && isPlug(relay) ? [{ ...relay, station, part: 'relay' as const }] : []),
  ])
  return [...Map.groupBy(parts, ({ plug }) => plug)].flatMap(([plug, of_plug]) => {
    const [first] = of_plug
    if (first === undefined) return []
    const meters = of_plug.filter(({ part }) => part === 'meter')
    const relays = of_plug.flatMap(one => (one.part === 'relay' ? [one] : []))
    const part = { station: first.station, driver: first.driver, plug }
    return new PlugProbe(part, { meters, relays }, site, linkOf(plug), live)
  })
}

class PlugProbe implements Probe {
  readonly #part: Part
  readonly #watched: Watched
  readonly #server: PlugWay
  readonly #live: Live
  readonly #codec: ReturnType<(typeof PLUGS)[keyof typeof PLUGS]>
  readonly #settings = new Map<string, string | null>()
  #known: PlugStatus = {}
  #heard = false
  #refused = false
  #poll: NodeJS.Timeout | undefined

  constructor(part: Part, watched: Watched, site: string, server: PlugWay, live: Live) {
    this.#part = part
    this.#watched = watched
    this.#server = server
    this.#live = live
    this.#codec = PLUGS[part.driver](plugTopic(site, part.plug, '').slice(0, -1))
    server.listen(part.plug, {
      heard: (topic, payload) => this.#take(topic, payload),
      granted: () => this.#ask(),
      refused: () => {
        // A word to a foreign plug would cost the connection.
        clearInterval(this.#poll)
        this.#refused = true
      },
    })
  }

  start(): void {
    // The connection comes when it comes: until then nothing is said.
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll)
  }

  reports(): PartReport[] {
    const meter = this.#meterSays()
    const reading = this.#reading()
    return [
      ...this.#watched.meters.map(one => ({ ...common(one, 'meter'), ...meter, ...(meter.ok ? reading : {}) })),
      ...this.#watched.relays.map(one => ({ ...common(one, 'relay'), ...this.#relaySays(one) })),
    ]
  }

  #ask(): void {
    const questions = this.#watched.relays.length > 0 ? [...this.#codec.ask, ...this.#codec.read] : this.#codec.ask
    for (const message of questions) this.#server.say(this.#part.plug, message)
    clearInterval(this.#poll)
    this.#poll = setInterval(() => this.#ask(), PLUG_POLL_ms)
  }

  #take(topic: string, payload: Uint8Array): void {
    const heard = this.#codec.hear(topic, payload)
    if (heard.kind === 'setting') this.#settings.set(heard.name, heard.unsafe)
    if (heard.kind !== 'status') return
    this.#heard = true
    this.#known = { ...this.#known, ...heard.status }
    const reading = this.#reading()
    if (reading !== null && heard.status.current_mA !== undefined) this.#live(this.#part.station, readingSays(reading))
  }

  #reading() {
    const { current_mA, power_W, energy_Wh } = this.#known
    if (current_mA === undefined || power_W === undefined || energy_Wh === undefined) return null
    return { current_mA, power_W, energy_Wh }
  }

  /** Why nothing is known of it; null when it speaks. */
  #silence(): string | null {
    const { plug } = this.#part
    if (!this.#server.connected) return 'cannot be asked: see the line of server or door'
    if (this.#refused) return `${plug} is not paired with this gateway: navette plug add ${plug} --gateway …`
    return this.#heard ? null : `${plug} says nothing: check its supply, its Wi-Fi, and its MQTT settings`
  }

  #meterSays(): { ok: boolean; says: string } {
    const silence = this.#silence()
    if (silence !== null) return { ok: false, says: silence }
    const reading = this.#reading()
    return reading === null
      ? { ok: false, says: 'speaks, but measures nothing' }
      : { ok: true, says: readingSays(reading) }
  }

  #relaySays({ supply }: Pick<PlugRelayConfig, 'supply'>): { ok: boolean; says: string } {
    const unfit = whyUnfit(supply)
    if (unfit !== null) return { ok: false, says: `will be refused: ${unfit}` }
    const silence = this.#silence()
    if (silence !== null) return { ok: false, says: silence }
    const missing = this.#codec.settings.filter(name => !this.#settings.has(name))
    if (missing.length > 0) return { ok: false, says: `will be refused: it did not say ${missing.join(', ')}` }
    const unsafe = [...this.#settings.values()].filter(one => one !== null)
    if (unsafe.length === 0) return { ok: true, says: 'is set safely, and was not switched' }
    return { ok: true, says: `was not switched; the gateway will have to make it safe: ${unsafe.join('; ')}` }
  }
}

const common = ({ station, driver, plug }: Part, part: 'meter' | 'relay') => ({ station, part, driver, port: plug })
