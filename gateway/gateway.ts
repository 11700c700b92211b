/** All parts of one gateway, wired: serial lines → outbox → uplink, and back down. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { parsePlugTopic } from '#server/contract/topics.ts'
import { type GatewayConfig, isComposed, isNative, isPlug } from './config.ts'
import { ensureDirectory } from './directory.ts'
import { KeptDownlink } from './downlink/kept.ts'
import { routeDown } from './downlink/router.ts'
import type { PlugMessage } from './drivers/plug.ts'
import { METERS } from './drivers/registry.ts'
import { ASK_BEHIND_ROWS_MAX, ASK_SILENT_ms } from './limits.ts'
import { ModbusBus } from './modbus/bus.ts'
import { Outbox } from './outbox/outbox.ts'
import { PlugDoor } from './plugs/door.ts'
import { plugLinks } from './plugs/links.ts'
import { ComposedStation } from './station/composed-station.ts'
import { StationMemory } from './station/memory.ts'
import { NativeStation } from './station/native-station.ts'
import { Publisher } from './uplink/publisher.ts'
import { Uplink } from './uplink/uplink.ts'

/** How long a clean stop waits for the server to take the stations' last words, and then the goodbye. */
const GOODBYE_ms = 2_000
const LOOK_ms = 10

/** What one gateway's outbox ever took over, and what of it the server does not have yet. */
export type Kept = { kept: number; waiting: number }
export type Gateway = { close(): Promise<Kept> }

/** Throws when the data directory or the certificate file cannot be used; serial ports and server may come later. */
export function startGateway(config: GatewayConfig, log: Logger): Gateway {
  const ca = config.ca === undefined ? undefined : readFileSync(config.ca)
  ensureDirectory(config.data)
  const outbox = new Outbox({
    file: join(config.data, 'outbox.sqlite'),
    bytes_max: config.outbox_bytes_max,
    onKept: () => publisher.pump(),
    refused: () => uplink.refused,
  })
  const kept = new KeptDownlink(join(config.data, 'kept.sqlite'))
  const memory = new StationMemory(join(config.data, 'stations.sqlite'))
  // Behind a backlog, or in a network that swallows everything, a badge would come too late for its answer: until then
  // stations are answered from here
  const behind = () =>
    [...uplink.refused].reduce((count, id) => count - (outbox.waiting_of.get(id) ?? 0), outbox.waiting_count)
  const mayAsk = (id: string) =>
    uplink.connected &&
    !uplink.refused.has(id) &&
    behind() <= ASK_BEHIND_ROWS_MAX &&
    publisher.stalled_ms() < ASK_SILENT_ms
  const common = (id: string) => ({
    ...{ outbox, memory, mayAsk: () => mayAsk(id), kept: () => kept.of(id), log: log.child({ station: id }) },
  })
  const { language } = config
  const native = config.stations
    .filter(isNative)
    .map(station => new NativeStation({ ...station, language, ...common(station.id) }))
  const composed = config.stations.filter(isComposed).map(station => {
    const { badge_key } = config
    const power = (plug: string, on: boolean) => plugs.get(plug)?.power(on) ?? false
    return new ComposedStation({ config: station, badge_key, power, ...common(station.id) })
  })
  const door = plugDoor(config, (plug, topic, payload) => plugs.get(plug)?.take(topic, payload), log)
  const sayToPlug = (plug: string, message: PlugMessage) =>
    door?.has(plug) ? door.say(plug, message) : uplink.sayToPlug(plug, message)
  const plugs = plugLinks(config, composed, sayToPlug, log)
  const buses = busesOf(config, composed, log)
  const stations = new Map([...native, ...composed].map(station => [station.id, station]))
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
    others: () => [...outbox.waiting_of].flatMap(([id, count]) => (count > 0 && !stations.has(id) ? [id] : [])),
    plugs: [...plugs.keys()].filter(plug => !door?.has(plug)),
    publisher,
    onDown: (topic, payload) => {
      const of_plug = parsePlugTopic(topic)
      if (of_plug === null) routeDown({ site: config.site, stations, kept, log }, topic, payload)
      else plugs.get(of_plug.plug)?.take(of_plug.rest, payload)
    },
    log,
  })
  if (outbox.waiting_count > 0) log.info({ waiting: outbox.waiting_count }, 'messages wait from before')
  for (const part of [...stations.values(), ...buses, ...plugs.values()]) part.start()
  void door?.start()
  uplink.start()
  return {
    async close() {
      await Promise.all([...stations.values(), ...buses].map(part => part.stop()))
      await Promise.all([...plugs.values()].map(plug => plug.stop()))
      await door?.stop()
      // A contact that opens with the gateway is told now, not at the next start
      const until_ms = performance.now() + GOODBYE_ms
      while (uplink.connected && behind() > 0 && performance.now() < until_ms)
        await new Promise(resolve => setTimeout(resolve, LOOK_ms))
      await uplink.stop(GOODBYE_ms)
      outbox.flush()
      const { kept_count, waiting_count } = outbox
      outbox.close()
      kept.close()
      memory.close()
      return { kept: kept_count, waiting: waiting_count }
    },
  }
}

function plugDoor(
  { plugs, site }: GatewayConfig,
  onMessage: (plug: string, topic: string, payload: Uint8Array) => void,
  log: Logger,
): PlugDoor | null {
  return plugs === undefined
    ? null
    : new PlugDoor({ config: plugs, site, onMessage, log: log.child({ door: plugs.listen }) })
}

/** One bus a line, with every meter on it. */
function busesOf(config: GatewayConfig, composed: ComposedStation[], log: Logger): ModbusBus[] {
  const meters = config.stations.filter(isComposed).flatMap(({ id, meter }) => {
    const station = composed.find(one => one.id === id)
    return meter === undefined || isPlug(meter) || station === undefined ? [] : [{ ...meter, station }]
  })
  return [...Map.groupBy(meters, ({ bus }) => bus)].map(([path, onBus]) => {
    // The configuration was checked: all meters of a line have one speed.
    const [baud = 0] = onBus.map(meter => meter.baud ?? METERS[meter.driver].baud_default)
    return new ModbusBus({
      path,
      baud,
      log: log.child({ port: path }),
      meters: onBus.map(({ address, driver, station }) => ({ address, codec: METERS[driver], ...station.meter() })),
    })
  })
}
