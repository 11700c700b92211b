/** All parts of one gateway, wired: serial lines → outbox → uplink, and back down. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { GatewayConfig } from './config.ts'
import { KeptDownlink } from './downlink/kept.ts'
import { routeDown } from './downlink/router.ts'
import { Outbox } from './outbox/outbox.ts'
import { NativeStation } from './station/native-station.ts'
import { Publisher } from './uplink/publisher.ts'
import { Uplink } from './uplink/uplink.ts'

/** How long a clean stop waits for the server to take the goodbye. */
const GOODBYE_ms = 1_000

export type Gateway = { close(): Promise<void> }

/** Throws when the data directory or the certificate file cannot be used; serial ports and server may come later. */
export function startGateway(config: GatewayConfig, log: Logger): Gateway {
  const ca = config.ca === undefined ? undefined : readFileSync(config.ca)
  mkdirSync(config.data, { recursive: true })
  const outbox = new Outbox({
    file: join(config.data, 'outbox.sqlite'),
    bytes_max: config.outbox_bytes_max,
    onKept: () => publisher.pump(),
  })
  const kept = new KeptDownlink(join(config.data, 'kept.sqlite'))
  const stations = new Map(
    config.stations.map(({ id, port, baud }) => {
      const parts = { id, port, baud, outbox, kept: () => kept.of(id), log: log.child({ station: id, port }) }
      return [id, new NativeStation(parts)]
    }),
  )
  const publisher = new Publisher({
    site: config.site,
    outbox,
    onCommitted: (id, rows) => {
      if (stations.get(id)?.committed(Math.max(...rows))) uplink.askStanding(id)
    },
    now_ms: () => performance.now(),
  })
  const uplink = new Uplink({
    url: config.mqtt,
    ca,
    site: config.site,
    gateway: config.gateway,
    principal: config.principal,
    token: config.token,
    stations: [...stations.keys()],
    publisher,
    onDown: (topic, payload) => routeDown({ site: config.site, stations, kept, log }, topic, payload),
    log,
  })
  if (outbox.waiting_count > 0) log.info({ waiting: outbox.waiting_count }, 'messages wait from before')
  for (const station of stations.values()) station.start()
  uplink.start()
  return {
    async close() {
      await Promise.all([...stations.values()].map(station => station.stop()))
      await uplink.stop(GOODBYE_ms)
      outbox.close()
      kept.close()
    },
  }
}
