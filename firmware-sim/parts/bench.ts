/** Every bought part of one workshop, as the scenario composes its stations: lines with their meters, readers, relays, plugs. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SensorTrouble } from '../chaos/mischief.ts'
import type { PartsSpec, Scenario } from '../scenario.ts'
import { Averaged } from './averaged.ts'
import { Lcus1 } from './lcus-1.ts'
import { ModbusBusSim } from './modbus-bus.ts'
import { PlugSocket } from './plug-socket.ts'
import { PartPort } from './port.ts'
import { Pzem004t } from './pzem-004t.ts'
import { Rdm6300 } from './rdm6300.ts'
import { Sdm120 } from './sdm120.ts'
import { typedUid } from './uid-typer.ts'

export type ReaderPart = { port: PartPort; fits(uid: string): boolean; present(uid: string): void; remove(): void }
export type MeterPart = {
  /** nobody can hear it: its line is pulled out, its plug out of reach */
  readonly unheard: boolean
  read(current_A: number, power_W: number, step_ms: number): void
  trouble(kind: SensorTrouble | null): void
}
export type RelayPart = { readonly closed: boolean; pull(out: boolean): void }
type Line = { port: PartPort; sim: ModbusBusSim }

/** An EM4100 card has five bytes; what a 13.56 MHz reader types has four, seven or ten. */
const EM4100_DIGITS = 10

export class PartsBench {
  readonly #scenario: Scenario
  readonly #ports: PartPort[] = []
  readonly #readers: ReaderPart[] = []
  readonly #lines = new Map<string, Line>()
  readonly #plugs = new Map<string, PlugSocket>()

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  async start(): Promise<void> {
    if (this.#scenario.ports !== undefined) mkdirSync(this.#scenario.ports, { recursive: true })
    await Promise.all([...this.#ports.map(port => port.plug()), ...[...this.#plugs.values()].map(plug => plug.start())])
  }

  async stop(): Promise<void> {
    for (const reader of this.#readers) reader.remove()
    for (const port of this.#ports) port.unplug()
    await Promise.all([...this.#plugs.values()].map(plug => plug.stop()))
  }

  reader(station: string, { driver }: NonNullable<PartsSpec['reader']>): ReaderPart {
    const port = this.#port(`${station}-reader`)
    const reader = driver === 'rdm6300' ? rdm6300(port) : uidTyper(port)
    this.#readers.push(reader)
    return reader
  }

  meter(meter: NonNullable<PartsSpec['meter']>, switched: boolean): MeterPart {
    if ('plug' in meter) return plugMeter(this.plug(meter.plug, meter.driver, !switched))
    const line = this.#line(meter.bus)
    return meter.driver === 'pzem-004t' ? pzem004t(line, meter.address) : sdm120(line, meter.address)
  }

  relay(station: string, relay: NonNullable<PartsSpec['relay']>): RelayPart {
    if ('plug' in relay) return plugRelay(this.plug(relay.plug, relay.driver, false))
    const sim = new Lcus1()
    const port = this.#port(`${station}-relay`, chunk => sim.receive(chunk))
    return {
      get closed() {
        return sim.closed
      },
      pull: out => {
        if (out) sim.powerOff()
        pull(port, out)
      },
    }
  }

  /** The line a bus meter hangs on, to be pulled out. */
  line(bus: string): PartPort {
    return this.#line(bus).port
  }

  plug(id: string, make: 'shelly' | 'tasmota', supplies: boolean): PlugSocket {
    const known = this.#plugs.get(id)
    if (known !== undefined) return known
    const { plugs, site, mqtt = '' } = this.#scenario
    const spec = plugs.find(one => one.id === id)
    if (spec === undefined) throw new Error(`the scenario has no plug ${id}`)
    const socket = new PlugSocket(make, spec, site, mqtt, supplies)
    this.#plugs.set(id, socket)
    return socket
  }

  #line(bus: string): Line {
    const known = this.#lines.get(bus)
    if (known !== undefined) return known
    const port = this.#port(bus, chunk => line.sim.receive(chunk))
    const line: Line = { port, sim: new ModbusBusSim(bytes => port.write(bytes)) }
    this.#lines.set(bus, line)
    return line
  }

  #port(name: string, onData?: (chunk: Buffer) => void): PartPort {
    const port = new PartPort(join(this.#scenario.ports ?? '', name), onData)
    this.#ports.push(port)
    return port
  }
}

export const pull = (port: PartPort, out: boolean): void => {
  if (out) port.unplug()
  else void port.plug()
}

function rdm6300(port: PartPort): ReaderPart {
  const reader = new Rdm6300(bytes => port.write(bytes))
  return {
    port,
    fits: uid => uid.length === EM4100_DIGITS,
    present: uid => reader.present(uid),
    remove: () => reader.remove(),
  }
}

function uidTyper(port: PartPort): ReaderPart {
  const type = (uid: string) => port.write(typedUid(uid, { separator: ':', line_end: '\r\n', upper: true }))
  return { port, fits: uid => uid.length !== EM4100_DIGITS, present: type, remove: () => undefined }
}

/** A clamp that fell off reads zero, and its energy stands still. */
function pzem004t({ port, sim }: Line, address: number): MeterPart {
  const meter = new Pzem004t(address)
  const wire = sim.add(meter)
  const averaged = new Averaged()
  let trouble: SensorTrouble | null = null
  return {
    get unheard() {
      return !port.plugged
    },
    read(current_A, power_W, step_ms) {
      const fallen = trouble === 'fallen'
      if (!averaged.read(fallen ? 0 : current_A, fallen ? 0 : power_W, step_ms) || trouble === 'stuck') return
      const { shown } = averaged
      meter.current_A = shown.current_A
      meter.energy_Wh = shown.energy_Wh
      if (shown.current_A > 0) meter.power_factor = shown.power_W / (230 * shown.current_A)
    },
    trouble(kind) {
      trouble = kind
      wire.mood(kind === 'dead' ? 'mute' : 'well')
    },
  }
}

/** The current goes through it, so that nothing falls off: its line is disturbed instead. */
function sdm120({ port, sim }: Line, address: number): MeterPart {
  const meter = new Sdm120(address)
  const wire = sim.add(meter)
  const averaged = new Averaged()
  let trouble: SensorTrouble | null = null
  return {
    get unheard() {
      return !port.plugged
    },
    read(current_A, power_W, step_ms) {
      if (!averaged.read(current_A, power_W, step_ms) || trouble === 'stuck') return
      meter.current_A = averaged.shown.current_A
      meter.energy_kWh = averaged.shown.energy_Wh / 1_000
    },
    trouble(kind) {
      trouble = kind
      wire.mood(kind === 'dead' ? 'mute' : kind === 'fallen' ? 'garbled' : 'well')
    },
  }
}

function plugMeter(plug: PlugSocket): MeterPart {
  const averaged = new Averaged()
  let trouble: SensorTrouble | null = null
  return {
    get unheard() {
      return !plug.heard
    },
    read(current_A, power_W, step_ms) {
      if (!averaged.read(current_A, power_W, step_ms) || trouble === 'stuck') return
      const { shown } = averaged
      plug.draw(trouble === null ? shown.current_A : 0, trouble === null ? shown.power_W : 0)
    },
    trouble(kind) {
      trouble = kind
    },
  }
}

const plugRelay = (plug: PlugSocket): RelayPart => ({
  get closed() {
    return plug.closed
  },
  pull: out => plug.supply(!out),
})
