/**
 * A plug with Tasmota as its documentation describes it: telemetry each TelePeriod on `tele/SENSOR` and `tele/STATE`,
 * commands on `cmnd/<command>` (empty: asks), answers on `stat/RESULT`, `Status 10` on `stat/STATUS10`, the relay on
 * `stat/POWER`, birth and will, retained, on `tele/LWT`. FullTopic without `%topic%`.
 */
import mqtt, { type MqttClient } from 'mqtt'

/** As delivered: the last state comes back with the supply, the button toggles, telemetry every five minutes. */
const factory = (): Record<string, number> => ({
  ...{ poweronstate: 3, setoption0: 1, setoption73: 0, setoption114: 0, powerretain: 0, pulsetime1: 0, timers: 1 },
  ...{ rule1: 0, rule2: 0, rule3: 0, teleperiod: 300 },
})
const NAMES: Record<string, string> = {
  ...{ poweronstate: 'PowerOnState', setoption0: 'SetOption0', setoption73: 'SetOption73', timers: 'Timers' },
  ...{ setoption114: 'SetOption114', powerretain: 'PowerRetain', pulsetime1: 'PulseTime1', teleperiod: 'TelePeriod' },
  ...{ rule1: 'Rule1', rule2: 'Rule2', rule3: 'Rule3' },
}
const NUMBERS = new Set(['poweronstate', 'teleperiod'])

export type TasmotaAccount = { url: string; client_id: string; password: string }

export class TasmotaPlug {
  output = false
  settings = factory()
  load = { current_A: 0, power_W: 0 }
  total_kWh = 0
  readonly switched: boolean[] = []
  readonly #account: TasmotaAccount
  /** FullTopic with `%prefix%` in it */
  readonly #full_topic: string
  #client: MqttClient | undefined
  #tick: NodeJS.Timeout | undefined
  #seconds = 0

  constructor(account: TasmotaAccount & { full_topic: string }) {
    this.#account = account
    this.#full_topic = account.full_topic
  }

  powerUp(): void {
    const state = this.settings.poweronstate
    if (state === 0) this.output = false
    if (state === 1) this.output = true
    if (state === 2) this.output = !this.output
    const { url, client_id, password } = this.#account
    const client = mqtt.connect(url, {
      ...{ clientId: client_id, username: client_id, password, keepalive: 30, reconnectPeriod: 1_000 },
      will: { topic: this.#topic('tele', 'LWT'), payload: Buffer.from('Offline'), qos: 1, retain: true },
    })
    this.#client = client
    client.on('error', () => undefined)
    client.on('connect', () => {
      client.subscribe(this.#topic('cmnd', '#'), { qos: 0 }, () => undefined)
      this.#say('tele', 'LWT', 'Online', true)
    })
    client.on('message', (topic, payload) => this.#command(topic, payload.toString()))
    this.#tick = setInterval(() => this.#second(), 1_000)
  }

  powerLoss(): void {
    clearInterval(this.#tick)
    this.#client?.end(true)
    this.#client?.stream.destroy()
  }

  async close(): Promise<void> {
    clearInterval(this.#tick)
    await this.#client?.endAsync(true)
  }

  press(): void {
    if (this.settings.setoption73 === 0) this.#set(!this.output)
  }

  setLoad(current_A: number, power_W: number): void {
    this.load = { current_A, power_W }
  }

  #topic = (prefix: string, rest: string): string => this.#full_topic.replace('%prefix%', prefix) + rest

  #say(prefix: string, rest: string, payload: string, retain = false): void {
    if (this.#client?.connected) this.#client.publish(this.#topic(prefix, rest), payload, { qos: 0, retain })
  }

  #second(): void {
    if (this.output) this.total_kWh += this.load.power_W / 3_600_000
    this.#seconds += 1
    if (this.#seconds % (this.settings.teleperiod ?? 300) !== 0) return
    this.#say(
      'tele',
      'STATE',
      JSON.stringify({ Time: '2026-11-22T05:00:00', UptimeSec: this.#seconds, POWER: onOff(this.output) }),
    )
    this.#say('tele', 'SENSOR', JSON.stringify(this.#sensor()))
  }

  #sensor(): object {
    const { current_A, power_W } = this.output ? this.load : { current_A: 0, power_W: 0 }
    const energy = {
      ...{ TotalStartTime: '2026-01-01T00:00:00', Total: Number(this.total_kWh.toFixed(3)), Yesterday: 0, Today: 0 },
      ...{ Power: Math.round(power_W), ApparentPower: Math.round(230 * current_A), Factor: 0.9, Voltage: 230 },
      Current: Number(current_A.toFixed(3)),
    }
    return { Time: '2026-11-22T05:00:00', ENERGY: energy }
  }

  #command(topic: string, payload: string): void {
    const command = topic.slice(this.#topic('cmnd', '').length).toLowerCase()
    if (command === 'power' || command === 'power1') this.#power(payload)
    else if (command === 'status' && (payload === '8' || payload === '10')) {
      this.#say('stat', `STATUS${payload}`, JSON.stringify({ StatusSNS: this.#sensor() }))
    } else if (NAMES[command] === undefined) this.#result({ Command: 'Unknown' })
    else this.#setting(command, payload)
  }

  #setting(command: string, payload: string): void {
    if (payload !== '') this.settings[command] = Number(payload)
    const value = this.settings[command] ?? 0
    const name = NAMES[command] ?? command
    if (NUMBERS.has(command)) this.#result({ [name]: value })
    else if (command === 'pulsetime1') this.#result({ PulseTime1: { Set: value, Remaining: value } })
    else if (command.startsWith('rule'))
      this.#result({ [name]: { State: onOff(value === 1), Once: 'OFF', Length: 0, Rules: '' } })
    else this.#result({ [name]: onOff(value === 1) })
  }

  #power(payload: string): void {
    const word = payload.toUpperCase()
    if (word === 'ON' || word === '1') this.#set(true)
    else if (word === 'OFF' || word === '0') this.#set(false)
    else if (word === 'TOGGLE' || word === '2') this.#set(!this.output)
    else this.#tellPower()
  }

  #set(on: boolean): void {
    this.output = on
    this.switched.push(on)
    this.#tellPower()
  }

  #tellPower(): void {
    this.#result({ POWER: onOff(this.output) })
    this.#say('stat', 'POWER', onOff(this.output), this.settings.powerretain === 1)
  }

  #result(value: object): void {
    this.#say('stat', 'RESULT', JSON.stringify(value))
  }
}

const onOff = (on: boolean): string => (on ? 'ON' : 'OFF')
