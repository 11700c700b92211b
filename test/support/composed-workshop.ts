/** One machine, one member, one card, `navette serve` and a gateway: what the tests of bought parts and plugs begin with. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Rdm6300 } from '#firmware-sim/parts/rdm6300.ts'
import { type BoughtParts, boughtParts } from './bought-parts.ts'
import { eventually } from './eventually.ts'
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts'
import { type Navette, navette, type Serving } from './navette.ts'
import { poll } from './poll.ts'
import { freePort } from './program.ts'

export const CARD = '010063e9ae'
export type Session = { end_reason: string | null; running_ms: number; [column: string]: unknown }
/** Called when the test is over, last first; per test, so that tests of a file may run side by side. */
export type AtEnd = (cleanup: () => void | Promise<void>) => void

const atelierOf = (site: string) => ({
  ...{ navette: 1, site, name: 'Composé', timezone: 'Europe/Paris' },
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1_000, run_on_mA: 600, run_off_mA: 450 },
      ...{ min_on_ms: 0, hold_ms: 1_500, idle_timeout_s: 900 },
    },
  ],
  machines: [{ id: 'juki', kind: 'lockstitch', profile: 'servo', sensor: 'energy' }],
  members: [{ id: 'awa', name: 'Awa', badges: [CARD], charter_signed: '2025-01-01', joined: '2025-01-01' }],
})

export type ServedMachine = {
  lab: Navette
  server: Serving
  /** of the gateway `gw`, which speaks for the station `s1` */
  credential: object
  sessions(): Session[]
  /** what the station said of this type, as the server has it */
  said(type: string): Said[]
}
export type Said = { up_ms: number; at_ms: number; [field: string]: unknown }

export async function servedMachine(site: string, atEnd: AtEnd): Promise<ServedMachine> {
  const lab = navette()
  atEnd(() => lab.remove())
  const credential = await lab.once(`one machine and its gateway in ${site}`, async () => {
    await lab.setup(atelierOf(site))
    await lab.run('station', 'add', 's1', '--machine', 'juki')
    return (await lab.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json<object>()
  })
  // A port that is still free when a test ends the server and starts it again
  const server = await lab.serve({ NAVETTE_MQTT: `127.0.0.1:${await freePort()}` })
  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  atEnd(() => void db.close())
  const sessions = () => db.prepare<[], Session>('SELECT * FROM session ORDER BY start_at_ms').all()
  const journal = db.prepare<[string], string>('SELECT payload FROM journal WHERE type = ? ORDER BY n').pluck()
  const said = (type: string) => journal.all(type).map(payload => JSON.parse(payload) as Said)
  return { lab, server, credential, sessions, said }
}

export function writeGateway(dir: string, { server, credential }: ServedMachine, station: object): string {
  const file = join(dir, 'gateway.json')
  const config = { ...credential, mqtt: `mqtt://${server.mqtt}`, data: 'data', stations: [station] }
  writeFileSync(file, JSON.stringify(config))
  return file
}

export async function startedGateway(file: string, atEnd: AtEnd): Promise<GatewayProcess> {
  const gateway = startGatewayProcess(file)
  atEnd(async () => void (await gateway.end('SIGKILL')))
  await gateway.ready
  return gateway
}

/**
 * A card that comes before the server's first word is nobody's: relay and plug may be ready before the server is reached. Of how
 * many stations of the gateway that works in `dir`.
 */
export async function knowsTheCards(dir: string, stations = 1): Promise<void> {
  const db = new Database(join(dir, 'data/kept.sqlite'), { readonly: true })
  const lists = db.prepare<[], string>("SELECT payload FROM kept WHERE type = 'list'").pluck()
  const withCards = () => lists.all().filter(list => !list.includes('"entries":[]')).length
  await poll('the lists with cards', () => withCards() >= stations)
  db.close()
}

/** Reader, meter and relay on ptys behind a gateway, the machine at rest. */
export type ComposedWorkshop = ServedMachine & { parts: BoughtParts; file: string; gateway: GatewayProcess }

export async function composedWorkshop(atEnd: AtEnd): Promise<ComposedWorkshop> {
  const machine = await servedMachine('compose', atEnd)
  const parts = boughtParts()
  atEnd(() => parts.close())
  parts.meter.current_A = 0.09
  const file = writeGateway(parts.dir, machine, parts.station('s1'))
  const gateway = await startedGateway(file, atEnd)
  await knowsTheCards(parts.dir)
  return { ...machine, parts, file, gateway }
}

/**
 * The gateway has gone on for so long by its own clock, having read whatever lay in its ports before: the second sample from now
 * comes in a later turn of its loop than the first.
 */
export async function livesOn({ said }: Pick<ServedMachine, 'said'>, ms: number): Promise<void> {
  const from_ms = Date.now()
  await poll(`${ms} ms of the gateway's own`, () => {
    const [, second, ...later] = said('sample').filter(({ at_ms }) => at_ms > from_ms)
    return second !== undefined && (later.at(-1)?.up_ms ?? 0) - second.up_ms >= ms
  })
}

/** Holds the card up until something has come of it. */
export async function present(reader: Rdm6300, until: () => boolean, what: () => string): Promise<void> {
  reader.present(CARD)
  await eventually(until, what)
  reader.remove()
}
