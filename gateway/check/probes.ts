/** One probe for each part of a station: opens its port, listens, and can say at any time what it found. */
import type { Logger } from 'pino'
import * as z from 'zod'
import { Sample } from '#server/contract/uplink.ts'
import { CardReader } from '../cards/reader.ts'
import { type ComposedStationConfig, isPlug, type NativeStationConfig } from '../config.ts'
import type { MeterReading } from '../drivers/meter.ts'
import { FrameDecoder } from '../drivers/native/decoder.ts'
import { parseJson } from '../drivers/plug.ts'
import { METERS, READERS, RELAYS } from '../drivers/registry.ts'
import { ModbusBus } from '../modbus/bus.ts'
import { ReopeningPort } from '../serial/port.ts'
import { type PartReport, whyNotOpen } from './report.ts'

const NativeSample = Sample.extend({ type: z.literal('sample') })

export type Probe = { start(): void; stop(): Promise<void>; reports(): PartReport[] }
/** what comes, while it comes */
export type Live = (station: string, says: string) => void

export function nativeProbe({ id, port, baud }: NativeStationConfig, live: Live, log: Logger): Probe {
  const decoder = new FrameDecoder()
  let frames = 0
  let discarded = 0
  let last: string | null = null
  const line = listen(port, baud, log, chunk => {
    for (const part of decoder.push(chunk)) {
      if (part.kind === 'discarded') discarded += 1
      else {
        frames += 1
        last = nativeSays(part.json) ?? last
      }
    }
    live(id, last ?? `${frames} frames, ${discarded} damaged`)
  })
  const says = () => {
    if (!line.isOpen()) return whyNotOpen(port, line.port.why_closed)
    if (frames > 0) return `speaks (${frames} frames, ${discarded} damaged)${last === null ? '' : `: ${last}`}`
    return discarded > 0
      ? 'sends what is no frame: is it a native station, at this speed?'
      : 'says nothing: has it power?'
  }
  const report = () => ({ station: id, part: 'native', driver: 'native', port, ok: frames > 0, says: says() }) as const
  return { start: () => line.port.start(), stop: () => line.port.stop(), reports: () => [report()] }
}

/** What a native station's sample says; null for its other messages. */
function nativeSays(json: Uint8Array): string | null {
  const { success, data } = NativeSample.safeParse(parseJson(json))
  if (!success) return null
  const current = data.current_mA === null ? 'no current' : `${(data.current_mA / 1_000).toFixed(3)} A`
  return `${current}, relay ${data.relay ? 'closed' : 'open'}`
}

export function readerProbe({ id, reader }: ComposedStationConfig, live: Live, log: Logger): Probe[] {
  if (reader === undefined) return []
  const driver = READERS[reader.driver]
  let cards = 0
  const line = new CardReader({
    ...{ path: reader.port, baud: reader.baud ?? driver.baud_default, decoder: driver.decoder(), log },
    onCard: uid => {
      cards += 1
      // How long it is helps; which it is stays with its owner
      live(id, `a card of ${uid.length / 2} bytes`)
    },
  })
  const says = () => {
    if (!line.isOpen) return whyNotOpen(reader.port, line.why_closed)
    if (cards > 0) return `read ${cards} card${cards === 1 ? '' : 's'}`
    if (line.discarded > 0) return 'sends what is no card: is the driver the right one, and the speed?'
    return 'opens; no card was held up meanwhile'
  }
  const report = (): PartReport => {
    const ok = line.isOpen && (cards > 0 || line.discarded === 0)
    return { station: id, part: 'reader', driver: reader.driver, port: reader.port, ok, says: says(), cards }
  }
  return [{ start: () => line.start(), stop: () => line.stop(), reports: () => [report()] }]
}

type Seen = { reading: MeterReading | null; why: string | null }
type ProbedMeter = { id: string; driver: string; bus: string }

/** One probe a line, with every meter on it. */
export function meterProbes(stations: ComposedStationConfig[], live: Live, log: Logger): Probe[] {
  const meters = stations.flatMap(({ id, meter }) =>
    // A plug is on the broker, not on a port here.
    meter === undefined || isPlug(meter) ? [] : [{ ...meter, id }],
  )
  return [...Map.groupBy(meters, ({ bus }) => bus)].map(([path, onBus]) => {
    const [baud = 0] = onBus.map(meter => meter.baud ?? METERS[meter.driver].baud_default)
    const probed = onBus.map(meter => {
      const seen: Seen = { reading: null, why: null }
      const onReading = (reading: MeterReading) => {
        Object.assign(seen, { reading, why: null })
        live(meter.id, readingSays(reading))
      }
      const onLost = (why: string) => void Object.assign(seen, { why })
      return { meter, seen, asked: { address: meter.address, codec: METERS[meter.driver], onReading, onLost } }
    })
    const bus = new ModbusBus({ path, baud, log, meters: probed.map(({ asked }) => asked) })
    const reports = () => probed.map(({ meter, seen }) => meterReport(meter, seen, bus))
    return { start: () => bus.start(), stop: () => bus.stop(), reports }
  })
}

function meterReport({ id, driver, bus: port }: ProbedMeter, { reading, why }: Seen, bus: ModbusBus): PartReport {
  const common = { station: id, part: 'meter', driver, port } as const
  if (reading !== null && why === null) return { ...common, ok: true, says: readingSays(reading), ...reading }
  const says = bus.isOpen ? (why ?? 'did not answer in time') : whyNotOpen(port, bus.why_closed)
  return { ...common, ok: false, says }
}

export const readingSays = ({ current_mA, power_W, energy_Wh }: MeterReading): string =>
  `${(current_mA / 1_000).toFixed(3)} A, ${power_W} W, ${energy_Wh} Wh`

/** It answers nothing, and is not switched: a machine may be running behind it. */
export function relayProbe({ id, relay }: ComposedStationConfig, log: Logger): Probe[] {
  if (relay === undefined || isPlug(relay)) return []
  const { driver, port } = relay
  const line = listen(port, relay.baud ?? RELAYS[driver].baud_default, log, () => undefined)
  const report = (): PartReport => {
    const ok = line.isOpen()
    const says = ok ? 'opens; it answers nothing, and was not switched' : whyNotOpen(port, line.port.why_closed)
    return { station: id, part: 'relay', driver, port, ok, says }
  }
  return [{ start: () => line.port.start(), stop: () => line.port.stop(), reports: () => [report()] }]
}

function listen(path: string, baud: number, log: Logger, onChunk: (chunk: Uint8Array) => void) {
  let open = false
  const onOpen = () => {
    open = true
  }
  const onClose = () => {
    open = false
  }
  const port = new ReopeningPort({ path, baud, log, silent_by_nature: true, events: { onOpen, onChunk, onClose } })
  return { port, isOpen: () => open }
}
