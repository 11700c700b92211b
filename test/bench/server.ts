/** The program under test: real broker, ingest, fold and ledger (telemetry and live feed have pace and process of their own). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBroker } from '#server/broker/broker.ts'
import type { Downlink } from '#server/contract/downlink.ts'
import { domainCore } from '#server/ingest/domain-core.ts'
import { createIngest } from '#server/ingest/ingest.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { answering } from './child.ts'
import { factsOf, SITE, stationIds } from './site.ts'

const { stations } = JSON.parse(process.argv[2] ?? '{}') as { stations: number }
const ids = stationIds(stations)
const directory = mkdtempSync(join(tmpdir(), 'navette-bench-'))
const ledger = await openLedger({ file: join(directory, 'navette.sqlite'), role: 'serve' })
await ledger.setUp(SITE)
await ledger.appendDirectory([{ type: 'import', facts: factsOf(ids) }], Date.now())
const tokens: { station: string; token: string }[] = []
for (const id of ids) tokens.push({ station: id, token: (await ledger.addStation(id, `m-${id}`)).token })

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
  announcer: { announce: () => undefined },
  downlink: { send },
  clock: { now_ms: Date.now },
  log,
})
const broker = await createBroker({
  site: SITE,
  mqtt: { host: '127.0.0.1', port: 0 },
  authenticate: (principal, token) => ledger.authenticate(principal, token),
  onUplink: (uplink, done) => ingest.accept(uplink, done),
  onSubscribed: station => send(ingest.standing(station)),
  onPresence: (station, online) => ingest.presence(station, online),
  audit: event => console.error('refused', event),
  accepting: () => ingest.accepting(),
  log,
})
await ingest.start()

answering(
  async message => {
    if (message.do === 'where') return { port: Number(broker.addresses.mqtt.split(':').at(-1)), tokens }
    if (message.do === 'cpu') return process.cpuUsage()
    return ledger.counts()
  },
  async () => {
    await broker.close()
    await ingest.stop()
    await ledger.close()
    rmSync(directory, { recursive: true })
  },
)
