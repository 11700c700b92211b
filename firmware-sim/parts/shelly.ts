/**
 * A Shelly plug of the second generation as its API documentation describes it: MQTT 3.1.1, notifications on
 * `<topic_prefix>/events/rpc` and `<topic_prefix>/status/switch:0` whenever something changes, requests on
 * `<topic_prefix>/rpc`, their answers on `<src>/rpc`, its birth and will, retained, on `<topic_prefix>/online`.
 */
import mqtt, { type MqttClient } from 'mqtt'

type Rpc = { id?: number | string; src?: string; method?: string; params?: Record<string, unknown> }
type Config = Record<string, unknown>
class RpcError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** As delivered. */
const factory = () => ({
  switch: {
    ...{ id: 0, name: null, initial_state: 'restore_last', auto_on: false, auto_on_delay: 60, auto_off: false },
    ...{ auto_off_delay: 60, autorecover_voltage_errors: false, power_limit: 2_500, current_limit: 12 },
  } as Config,
  ui: { leds: { mode: 'switch' }, controls: { 'switch:0': { in_mode: 'momentary' } } } as Config,
  cloud: { enable: true, server: 'shelly-103-eu.shelly.cloud:6022/jrpc' } as Config,
  schedules: [] as object[],
})

/** What its button and lamp are told by: another component in each model, none at all in some (`null`). */
type Ui = 'PLUGS_UI' | 'PLUGUK_UI' | null

export type PlugAccount = { url: string; client_id: string; password: string }

export class ShellyPlug {
  output = false
  config = factory()
  /** what the machine behind it draws while the relay is closed */
  load = { current_A: 0, power_W: 0 }
  energy_Wh = 0
  /** power commands it obeyed */
  readonly switched: boolean[] = []
  /** which model it is */
  ui: Ui = 'PLUGS_UI'
  readonly #prefix: string
  readonly #account: PlugAccount
  #client: MqttClient | undefined
  #tick: NodeJS.Timeout | undefined
  #told = ''

  constructor(account: PlugAccount & { topic_prefix: string }) {
    this.#account = account
    this.#prefix = account.topic_prefix
  }

  /** Its supply comes: the relay goes where `initial_state` says. */
  powerUp(): void {
    const { initial_state } = this.config.switch
    if (initial_state === 'on') this.output = true
    if (initial_state === 'off') this.output = false
    const { url, client_id, password } = this.#account
    const client = mqtt.connect(url, {
      ...{ clientId: client_id, username: client_id, password, keepalive: 60, reconnectPeriod: 1_000 },
      will: { topic: `${this.#prefix}/online`, payload: Buffer.from('false'), qos: 0, retain: true },
    })
    this.#client = client
    client.on('error', () => undefined)
    client.on('connect', () => this.#connected(client))
    client.on('message', (topic, payload) => {
      if (topic === `${this.#prefix}/rpc`) this.#asked(payload.toString())
    })
    this.#tick = setInterval(() => this.#second(), 1_000)
  }

  /** The socket goes without a word. */
  powerLoss(): void {
    clearInterval(this.#tick)
    this.#client?.end(true)
    this.#client?.stream.destroy()
  }

  async close(): Promise<void> {
    clearInterval(this.#tick)
    await this.#client?.endAsync(true)
  }

  /** Somebody presses the button. */
  press(): void {
    const { controls } = this.config.ui as { controls: Record<string, { in_mode: string }> }
    if (this.ui === null || controls['switch:0']?.in_mode !== 'detached') this.#set(!this.output)
  }

  setLoad(current_A: number, power_W: number): void {
    this.load = { current_A, power_W }
    this.#tellChange()
  }

  #connected(client: MqttClient): void {
    client.subscribe(`${this.#prefix}/rpc`, { qos: 1 }, () => undefined)
    this.#say('online', 'true', true)
    this.#notify('NotifyFullStatus', {
      'switch:0': this.status(),
      cloud: { connected: false },
      mqtt: { connected: true },
    })
  }

  status(): object {
    const { current_A, power_W } = this.output ? this.load : { current_A: 0, power_W: 0 }
    return {
      ...{ id: 0, source: 'MQTT', output: this.output, apower: power_W, voltage: 230.1, current: current_A },
      ...{ aenergy: { total: this.energy_Wh, by_minute: [0, 0, 0], minute_ts: 1_700_000_000 } },
      temperature: { tC: 41.2, tF: 106.2 },
    }
  }

  #second(): void {
    if (this.output) this.energy_Wh += this.load.power_W / 3_600
    this.#tellChange()
  }

  /** Only what changed is told, and only when it did. */
  #tellChange(): void {
    const { current_A, power_W } = this.output ? this.load : { current_A: 0, power_W: 0 }
    const now = JSON.stringify([this.output, current_A, power_W])
    if (now === this.#told) return
    this.#told = now
    this.#notify('NotifyStatus', { 'switch:0': { id: 0, apower: power_W, current: current_A } })
    this.#say('status/switch:0', JSON.stringify(this.status()))
  }

  #notify(method: string, params: object): void {
    const frame = {
      src: 'shellyplugsg3-0',
      dst: `${this.#prefix}/events`,
      method,
      params: { ts: 1_700_000_000, ...params },
    }
    this.#say('events/rpc', JSON.stringify(frame))
  }

  #say(topic: string, payload: string, retain = false): void {
    if (this.#client?.connected) this.#client.publish(`${this.#prefix}/${topic}`, payload, { qos: 0, retain })
  }

  #asked(text: string): void {
    const { id, src, method, params } = JSON.parse(text) as Rpc
    if (src === undefined || id === undefined || method === undefined) return
    const frame = { id, src: 'shellyplugsg3-0', dst: src }
    const answer = (rest: object) =>
      this.#client?.publish(`${src}/rpc`, JSON.stringify({ ...frame, ...rest }), { qos: 0 })
    try {
      answer({ result: this.#call(method, params ?? {}) })
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      answer({ error: { code: error.code, message: error.message } })
    }
  }

  #call(method: string, params: Record<string, unknown>): unknown {
    if (this.ui !== null && method === `${this.ui}.GetConfig`) return this.config.ui
    if (this.ui !== null && method === `${this.ui}.SetConfig`) return merge(this.config.ui, params.config as Config)
    switch (method) {
      case 'Switch.GetStatus':
        return this.status()
      case 'Switch.Set':
        return { was_on: this.#set(params.on === true) }
      case 'Switch.GetConfig':
        return this.config.switch
      case 'Switch.SetConfig':
        return merge(this.config.switch, params.config as Config)
      case 'Shelly.GetConfig':
        return this.#components()
      case 'Cloud.GetConfig':
        return this.config.cloud
      case 'Cloud.SetConfig':
        return merge(this.config.cloud, params.config as Config)
      case 'Schedule.List':
        return { jobs: this.config.schedules, rev: 1 }
      case 'Schedule.DeleteAll':
        this.config.schedules = []
        return { rev: 2 }
      default:
        throw new RpcError(404, `No handler for ${method}`)
    }
  }

  /** Each component's settings by its key, which is its name in small letters. */
  #components(): object {
    const ui = this.ui === null ? {} : { [this.ui.toLowerCase()]: this.config.ui }
    return { ble: { enable: false }, cloud: this.config.cloud, ...ui, 'switch:0': this.config.switch }
  }

  #set(on: boolean): boolean {
    const was_on = this.output
    this.output = on
    this.switched.push(on)
    this.#tellChange()
    return was_on
  }
}

function merge(config: Config, change: Config): { restart_required: boolean } {
  const unknown = Object.keys(change).find(key => !(key in config))
  if (unknown !== undefined) throw new RpcError(-103, `Invalid argument '${unknown}'`)
  Object.assign(config, change)
  return { restart_required: false }
}
