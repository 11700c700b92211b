/**
 * One plug on the broker: asked once a second, because on its own it reports changes only; its readings handed on; its
 * settings read, written where they are unsafe, and read back before its relay may be used.
 */
import type { Logger } from 'pino'
import type { MeterReading } from '../drivers/meter.ts'
import type { PlugCodec, PlugMessage, PlugStatus } from '../drivers/plug.ts'
import { PLUG_POLL_ms, PLUG_SETTINGS_ms, PLUG_SETTLE_ms, PLUG_SILENT_ms } from '../limits.ts'
import { decideUse, type PlugUse, type ReadBack, type Supply, whyUnfit } from './use.ts'

export type PlugListener = {
  onReading(reading: MeterReading): void
  onLost(why: string): void
  /** what its relay may be used for, each time it is found out; meter-only again when the plug is out of reach */
  onUse(use: PlugUse): void
  onOutput(output: boolean): void
}

export type PlugLinkParts = {
  id: string
  codec: PlugCodec
  /** false when the server cannot be reached: a command is never kept for later */
  say(message: PlugMessage): boolean
  /** null: its relay is not used at all */
  relay: { supply: Supply | undefined } | null
  listener: PlugListener
  log: Logger
}

export class PlugLink {
  readonly #parts: PlugLinkParts
  #known: PlugStatus = {}
  /** null: out of reach */
  #heard_at_ms: number | null = null
  #since_ms = performance.now()
  #lost_why: string | null = null
  #settings = new Map<string, string | null>()
  #reading_settings = false
  #written = false
  #poll: NodeJS.Timeout | undefined
  #pairing: NodeJS.Timeout | undefined

  constructor(parts: PlugLinkParts) {
    this.#parts = parts
  }

  start(): void {
    const { relay, log } = this.#parts
    const unfit = relay === null ? null : whyUnfit(relay.supply)
    if (unfit !== null) log.warn(`the plug only meters: ${unfit}`)
    this.#poll = setInterval(() => this.#pollNow(), PLUG_POLL_ms)
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll)
    clearTimeout(this.#pairing)
  }

  /** Live, at QoS 1 and never retained: what the plug does not hear now it must not hear later. */
  power(on: boolean): boolean {
    return this.#heard_at_ms !== null && this.#parts.say(this.#parts.codec.power(on))
  }

  /** `topic` is the part below the plug's prefix. */
  take(topic: string, payload: Uint8Array): void {
    const heard = this.#parts.codec.hear(topic, payload)
    switch (heard.kind) {
      case 'status':
        this.#onStatus(heard.status)
        break
      case 'online':
        if (heard.online) this.#ask()
        else this.#outOfReach('the plug went away: is it without supply, or without Wi-Fi?')
        break
      case 'setting':
        this.#onSetting(heard.name, heard.unsafe)
        break
      case 'garbage':
        this.#parts.log.warn({ topic }, `the plug says ${heard.why}; skipped`)
        break
      case 'other':
        break
    }
  }

  #ask(): void {
    for (const message of this.#parts.codec.ask) this.#parts.say(message)
  }

  #pollNow(): void {
    this.#ask()
    const last_ms = this.#heard_at_ms ?? this.#since_ms
    if (performance.now() - last_ms < PLUG_SILENT_ms) return
    this.#outOfReach('the plug says nothing: check its supply, its Wi-Fi, and its MQTT settings')
  }

  #onStatus(status: PlugStatus): void {
    const { listener, log } = this.#parts
    const back = this.#heard_at_ms === null
    this.#heard_at_ms = performance.now()
    this.#lost_why = null
    if (back) {
      log.info('the plug is there')
      this.#pair(false)
    }
    this.#known = { ...this.#known, ...status }
    if (status.output !== undefined) listener.onOutput(status.output)
    const { current_mA, power_W, energy_Wh } = this.#known
    const says_more = status.current_mA !== undefined || status.power_W !== undefined || status.energy_Wh !== undefined
    if (!says_more || current_mA === undefined || power_W === undefined || energy_Wh === undefined) return
    listener.onReading({ current_mA, power_W, energy_Wh })
  }

  #outOfReach(why: string): void {
    const { listener, log } = this.#parts
    clearTimeout(this.#pairing)
    this.#reading_settings = false
    this.#heard_at_ms = null
    this.#since_ms = performance.now()
    this.#known = {}
    if (why !== this.#lost_why) log.warn(why)
    this.#lost_why = why
    listener.onLost(why)
    listener.onUse({ use: 'meter-only', why })
  }

  /** Each time it comes back: somebody may have set it otherwise meanwhile. Written only where that is needed. */
  #pair(written: boolean): void {
    const { relay, codec, say } = this.#parts
    if (relay === null || whyUnfit(relay.supply) !== null) return
    this.#written = written
    this.#settings = new Map()
    this.#reading_settings = true
    for (const message of codec.read) say(message)
    clearTimeout(this.#pairing)
    this.#pairing = setTimeout(() => this.#unread(), PLUG_SETTINGS_ms)
  }

  #onSetting(name: string, unsafe: string | null): void {
    if (!this.#reading_settings) return
    this.#settings.set(name, unsafe)
    const { codec, say } = this.#parts
    if (codec.settings.some(wanted => !this.#settings.has(wanted))) return
    const all_unsafe = [...this.#settings.values()].filter(one => one !== null)
    if (all_unsafe.length === 0 || this.#written) {
      this.#decide({ kind: 'read', unsafe: all_unsafe })
      return
    }
    this.#parts.log.info(`making the plug safe: ${all_unsafe.join('; ')}`)
    this.#reading_settings = false
    for (const message of codec.write) say(message)
    clearTimeout(this.#pairing)
    this.#pairing = setTimeout(() => this.#pair(true), PLUG_SETTLE_ms)
  }

  #unread(): void {
    const missing = this.#parts.codec.settings.filter(name => !this.#settings.has(name))
    this.#decide({ kind: 'unread', why: `it did not say ${missing.join(', ')}` })
  }

  #decide(read_back: ReadBack): void {
    clearTimeout(this.#pairing)
    this.#reading_settings = false
    const use = decideUse(this.#parts.relay?.supply, read_back)
    if (use.use === 'switch') this.#parts.log.info(`the plug may switch: ${use.why}`)
    else this.#parts.log.error(`the plug's relay is refused: ${use.why}`)
    this.#parts.listener.onUse(use)
  }
}
