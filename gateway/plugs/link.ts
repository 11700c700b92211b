/**
 * One plug on the broker: asked once a second, because on its own it reports changes only; its readings handed on; its
 * settings read, written where they are unsafe, and read back before its relay may be used.
 */
import type { Logger } from 'pino'
import { writeDetail } from '#server/contract/fault-detail.ts'
import type { MeterReading } from '../drivers/meter.ts'
import type { PlugCodec, PlugMessage, PlugStatus } from '../drivers/plug.ts'
import { PLUG_AGAIN_ms, PLUG_POLL_ms, PLUG_SETTINGS_ms, PLUG_SETTLE_ms, PLUG_SILENT_ms } from '../limits.ts'
import { decideUse, type PlugUse, type ReadBack, type Supply, whyUnfit } from './use.ts'

export type PlugListener = {
  onReading(reading: MeterReading): void
  onLost(why: string, detail: string): void
  /** what its relay may be used for, each time it is found out; meter-only again when the plug is out of reach */
  onUse(use: PlugUse): void
  onOutput(output: boolean): void
}

export type PlugLinkParts = {
  id: string
  codec: PlugCodec
  /** false when the server cannot be reached: a command is never kept for later */
  say(message: PlugMessage): boolean
  /** false: it is a relay alone, and need not measure */
  meters: boolean
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
  #read_at_ms = performance.now()
  #polled_at_ms = performance.now()
  #lost_why: string | null = null
  #refused_why: string | null = null
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
    this.#polled_at_ms = performance.now()
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
        else this.#outOfReach('the plug went away: is it without supply, or without Wi-Fi?', writeDetail('plug-gone'))
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
    const now_ms = performance.now()
    // This gateway stood still itself: what the plug said meanwhile is read after this turn
    const stood_still = now_ms - this.#polled_at_ms > 2 * PLUG_POLL_ms
    this.#polled_at_ms = now_ms
    if (stood_still) return
    if (now_ms - (this.#heard_at_ms ?? this.#since_ms) >= PLUG_SILENT_ms)
      this.#outOfReach(
        'the plug says nothing: check its supply, its Wi-Fi, and its MQTT settings',
        writeDetail('plug-mute'),
      )
    else if (this.#parts.meters && this.#heard_at_ms !== null && now_ms - this.#read_at_ms >= PLUG_SILENT_ms)
      this.#lost(
        'the plug answers and tells no current: does this model measure, and is it set up to?',
        writeDetail('plug-no-current'),
      )
  }

  #onStatus(status: PlugStatus): void {
    const { listener, log } = this.#parts
    const back = this.#heard_at_ms === null
    this.#heard_at_ms = performance.now()
    if (back) {
      this.#lost_why = null
      this.#read_at_ms = performance.now()
      log.info('the plug is there')
      this.#pair(false)
    }
    this.#known = { ...this.#known, ...status }
    if (status.output !== undefined) listener.onOutput(status.output)
    const { current_mA, power_W, energy_Wh } = this.#known
    // What it drew a while ago, told along with a new counter, is no reading of now
    if (status.current_mA === undefined || current_mA === undefined) return
    if (power_W === undefined || energy_Wh === undefined) return
    this.#lost_why = null
    this.#read_at_ms = performance.now()
    listener.onReading({ current_mA, power_W, energy_Wh })
  }

  #outOfReach(why: string, detail: string): void {
    clearTimeout(this.#pairing)
    this.#reading_settings = false
    this.#refused_why = null
    this.#heard_at_ms = null
    this.#since_ms = performance.now()
    this.#known = {}
    this.#lost(why, detail)
    this.#parts.listener.onUse({ use: 'meter-only', why })
  }

  #lost(why: string, detail: string): void {
    if (why !== this.#lost_why) this.#parts.log.warn(why)
    this.#lost_why = why
    this.#parts.listener.onLost(why, detail)
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
    const { relay, log, listener } = this.#parts
    const use = decideUse(relay?.supply, read_back)
    if (use.use === 'switch') {
      this.#refused_why = null
      log.info(`the plug may switch: ${use.why}`)
      listener.onUse(use)
      return
    }
    // Read again, and not written again: flash wears out
    this.#pairing = setTimeout(() => this.#pair(true), PLUG_AGAIN_ms)
    if (use.why === this.#refused_why) return
    this.#refused_why = use.why
    log.error(`the plug's relay is refused: ${use.why}`)
    listener.onUse(use)
  }
}
