/** Simulated bought parts, each on a pseudo-terminal under a stable name that can be pulled out and put back. */
import { mkdtempSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Lcus1 } from '#firmware-sim/parts/lcus-1.ts'
import { ModbusBusSim, type SlaveMood } from '#firmware-sim/parts/modbus-bus.ts'
import { Pzem004t } from '#firmware-sim/parts/pzem-004t.ts'
import { Rdm6300 } from '#firmware-sim/parts/rdm6300.ts'
import { linkPort, openPty, type Pty } from '#test/support/pty.ts'

export class Plug {
  readonly path: string
  readonly #onData: (chunk: Buffer) => void
  #pty: Pty | undefined

  constructor(path: string, onData: (chunk: Buffer) => void = () => undefined) {
    this.path = path
    this.#onData = onData
    this.plug()
  }
  plug(): void {
    const pty = openPty()
    this.#pty = pty
    pty.onData(this.#onData)
    linkPort(this.path, pty)
  }
  unplug(): void {
    this.#pty?.close()
    this.#pty = undefined
    unlinkSync(this.path)
  }
  write(bytes: Uint8Array): void {
    this.#pty?.write(bytes)
  }
  close(): void {
    this.#pty?.close()
  }
}

export type BoughtParts = {
  dir: string
  reader: Rdm6300
  meter: Pzem004t
  wire: { mood(mood: SlaveMood): void }
  relay: Lcus1
  plugs: { reader: Plug; bus: Plug; relay: Plug }
  /** its entry in gateway.json */
  station(id: string): object
  close(): void
}

export function boughtParts(): BoughtParts {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-parts-'))
  const meter = new Pzem004t(1)
  const relay = new Lcus1()
  const bus = new ModbusBusSim(bytes => plugs.bus.write(bytes))
  const wire = bus.add(meter)
  const plugs = {
    reader: new Plug(join(dir, 'reader')),
    bus: new Plug(join(dir, 'bus'), chunk => bus.receive(chunk)),
    relay: new Plug(join(dir, 'relay'), chunk => relay.receive(chunk)),
  }
  const reader = new Rdm6300(bytes => plugs.reader.write(bytes))
  const station = (id: string) => ({
    id,
    reader: { driver: 'rdm6300', port: plugs.reader.path },
    meter: { driver: 'pzem-004t', bus: plugs.bus.path, address: 1 },
    relay: { driver: 'lcus-1', port: plugs.relay.path },
  })
  const close = () => {
    reader.remove()
    for (const plug of Object.values(plugs)) plug.close()
  }
  return { dir, reader, meter, wire, relay, plugs, station, close }
}
