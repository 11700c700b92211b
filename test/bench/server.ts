/** The program under test: real broker, ingest, fold and ledger (telemetry and live feed have pace and process of their own). */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBroker } from '#server/broker/broker.ts'
import type { Downlink } from '#server/contract/downlink.ts'
import { keepHeapSmall } from '#server/heap.ts'
import { domainCore } from '#server/ingest/domain-core.ts'
import { createIngest } from '#server/ingest/ingest.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { answering } from './child.ts'
import { serveScreens } from './screens-server.ts'
import { factsOf, SITE, stationIds } from './site.ts'
import { watchStalls } from './stalls.ts'

// As `serve` does.
keepHeapSmall()
const settings = JSON.parse(process.argv[2] ?? '{}') as { stations: number; screens?: boolean }
const { stations } = settings
const ids = stationIds(stations)
const directory = mkdtempSync(join(tmpdir(), 'navette-bench-'))
const file = join(directory, 'navette.sqlite')
const ledger = await openLedger({ file, role: 'serve' })
await ledger.setUp(SITE)
const added = ids.map(id => ({ type: 'station-added', station: id, machine: `m-${id}`, epoch: 1 }) as const)
await ledger.appendDirectory([{ type: 'import', facts: factsOf(ids) }, ...added], Date.now())
// Tokens are checked once a connection and are no part of what is measured; 5 000 of them are 5 000 commands.
const tokens = ids.map(station => ({ station, token: randomBytes(32).toString('hex') }))
const stalls = watchStalls(ledger, file)
const gateway_token = randomBytes(32).toString('hex')
const token_of = new Map([...tokens.map(({ station, token }) => [station, token] as const), ['gw', gateway_token]])

const log = {
  debug: () => undefined,
  info: (_fields: object, message: string) => console.error(message),
  warn: (fields: object, message: string) => console.error(message, fields),
  error: (fields: object, message: string) => console.error(message, fields),
}
const send = (downlink: Downlink): void => {
  const retain = downlink.type === 'config' || downlink.type === 'list'
  void broker.publish(downlink, { retain }).catch(() => undefined)
}
const ingest = createIngest({
  core: domainCore,
  ledger,
  announcer: { announce: announcement => screens?.announce(announcement) },
  downlink: { send },
  clock: { now_ms: Date.now },
  log,
})
const broker = await createBroker({
  site: SITE,
  mqtt: { host: '127.0.0.1', port: 0 },
  authenticate: (principal, token) => {
    const id = principal.slice(SITE.length + 1)
    if (token_of.get(id) !== token) return null
    const stations = id === 'gw' ? ids : [id]
    return { kind: id === 'gw' ? 'gateway' : 'station', id, stations, credential: token }
  },
  onUplink: (uplink, done) => ingest.accept(uplink, done),
  onSubscribed: station => send(ingest.standing(station)),
  onPresence: (station, online) => ingest.presence(station, online),
  audit: event => console.error('refused', event),
  accepting: () => ingest.accepting(),
  log,
})
await ingest.start()
const screens = settings.screens === true ? await serveScreens(ingest, ledger) : null

answering(
  async message => {
    if (message.do === 'where') return { port: Number(broker.addresses.mqtt.split(':').at(-1)), tokens, gateway_token }
    if (message.do === 'held') return { held_bytes: screens?.held() }
    if (message.do === 'screens') return { port: screens?.port }
    if (message.do === 'cpu') return process.cpuUsage()
    if (message.do === 'memory') return process.memoryUsage()
    if (message.do === 'stalls') return stalls()
    return ledger.counts()
  },
  async () => {
    await screens?.close()
    await broker.close()
    await ingest.stop()
    await ledger.close()
    rmSync(directory, { recursive: true })
  },
)
