/** gateway.json: read once, every error listed with its path. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { principalOf, Slug } from '#server/contract/topics.ts'
import { METER_NAMES, METERS, PLUG_NAMES, READER_NAMES, RELAY_NAMES } from './drivers/registry.ts'
import { BAUD_DEFAULT, OUTBOX_BYTES_MAX } from './limits.ts'
import { AcrossLocalPlugs, LocalPlugs } from './plugs/config.ts'
import { LANGUAGES } from './station/native/display.ts'

/** A stable name (/dev/serial/by-id/…): what it points to may change while the gateway runs. */
const port = z.string().min(1)
const baud = z.int().min(300).max(4_000_000)

const NativeStation = z.strictObject({
  id: Slug,
  driver: z.literal('native'),
  port,
  baud: baud.default(BAUD_DEFAULT),
})

const ModbusMeter = z.strictObject({
  driver: z.enum(METER_NAMES),
  /** the serial port of the RS-485 line; several meters may share it */
  bus: port,
  /** 1 to 247 (MODBUS over Serial Line V1.02 §2.2) */
  address: z.int().min(1).max(247),
  baud: baud.optional(),
})
const SerialRelay = z.strictObject({ driver: z.enum(RELAY_NAMES), port, baud: baud.optional() })

const ampere = z.number().positive().max(1_000)
/** What must be known before a plug may switch a machine's supply (contract §1, Safety). */
const Supply = z.strictObject({
  no_volt_release: z.boolean(),
  machine_A: ampere,
  machine_inrush_A: ampere,
  plug_A: ampere,
  plug_inrush_A: ampere,
})
/** `plug` is its id on the server, `navette plug add`. */
const PlugMeter = z.strictObject({ driver: z.enum(PLUG_NAMES), plug: Slug })
const PlugRelay = z.strictObject({ driver: z.enum(PLUG_NAMES), plug: Slug, supply: Supply.optional() })

/** Made of bought parts, any of which may be missing. */
const ComposedStation = z
  .strictObject({
    id: Slug,
    reader: z.strictObject({ driver: z.enum(READER_NAMES), port, baud: baud.optional() }).optional(),
    meter: z.discriminatedUnion('driver', [ModbusMeter, PlugMeter]).optional(),
    relay: z.discriminatedUnion('driver', [SerialRelay, PlugRelay]).optional(),
  })
  .check(({ value, issues }) => {
    const wrong = (path: string[], message: string) => issues.push({ code: 'custom', input: value, path, message })
    const { reader, meter, relay } = value
    if (reader === undefined && meter === undefined) wrong([], 'a reader or a meter expected')
    if (relay !== undefined && meter === undefined)
      wrong(['relay'], 'needs a meter: without one nobody can tell a running machine, and it must never be cut')
    if (relay !== undefined && reader === undefined) wrong(['relay'], 'needs a reader: nothing else may close it')
  })

/** Told apart by `driver`, so that each mistake is named for the kind of station that was meant. */
const Station = z.unknown().transform((raw, context): NativeStationConfig | ComposedStationConfig => {
  const schema =
    z.object({ driver: z.unknown() }).safeParse(raw).data?.driver === undefined ? ComposedStation : NativeStation
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

const Shape = z.strictObject({
  site: Slug,
  gateway: Slug,
  principal: z.string(),
  token: z.string().min(1),
  badge_key: z.string().regex(/^[0-9a-fA-F]{64}$/, '32 bytes as 64 hex digits expected'),
  mqtt: z.string().refine(isBrokerUrl, 'mqtt://host:port or mqtts://host:port expected'),
  /** PEM file of the authority that signed the server's certificate; only with mqtts. */
  ca: z.string().min(1).optional(),
  /** Directory for the outbox and for what is kept for the stations; relative to this file. */
  data: z.string().min(1),
  /** of what a station shows while the gateway answers for the server */
  language: z.enum(LANGUAGES).default('fr'),
  outbox_bytes_max: z.int().min(65_536).default(OUTBOX_BYTES_MAX),
  /** a door of its own for plugs, so that they go on without the server */
  plugs: LocalPlugs.optional(),
  stations: z.array(Station).min(1),
})
export type GatewayConfig = z.infer<typeof Shape>
export type NativeStationConfig = z.infer<typeof NativeStation>
export type ComposedStationConfig = z.infer<typeof ComposedStation>
export type StationConfig = NativeStationConfig | ComposedStationConfig
export type PlugMeterConfig = z.infer<typeof PlugMeter>
export type PlugRelayConfig = z.infer<typeof PlugRelay>
/** A part that is a plug on the broker, not on a port here. */
export const isPlug = <Part extends object>(part: Part): part is Extract<Part, { plug: string }> => 'plug' in part
export const isNative = (station: StationConfig): station is NativeStationConfig => 'driver' in station
export const isComposed = (station: StationConfig): station is ComposedStationConfig => !isNative(station)
export type ConfigError = { path: string; message: string }
export type ConfigResult = { kind: 'ok'; config: GatewayConfig } | { kind: 'wrong'; errors: ConfigError[] }

function isBrokerUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['mqtt:', 'mqtts:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length <= 1
}

const AcrossPart = z.object({ port: z.string() }).optional().catch(undefined)
const AcrossPlug = z.object({ driver: z.string(), plug: z.string() }).optional().catch(undefined)
const AcrossStation = z
  .object({
    id: z.unknown(),
    port: z.string().optional().catch(undefined),
    reader: AcrossPart,
    relay: AcrossPart,
    meter: z
      .object({ driver: z.enum(METER_NAMES), bus: z.string(), address: z.int(), baud: z.int().optional() })
      .optional()
      .catch(undefined),
  })
  .catch({ id: undefined })
const AcrossPlugs = z.object({ meter: AcrossPlug, relay: AcrossPlug }).catch({})

/** What spans several fields; it runs on whatever is there, so that one wrong field does not hide the others' errors. */
const Across = z.object({
  site: z.string().catch(''),
  gateway: z.string().catch(''),
  principal: z.string().catch(''),
  mqtt: z.string().catch(''),
  ca: z.unknown().optional(),
  stations: z.array(AcrossStation).catch([]),
})
const StationsWithPlugs = z.object({ plugs: AcrossLocalPlugs, stations: z.array(AcrossPlugs).catch([]) })

function errorsAcross(raw: unknown): ConfigError[] {
  const parsed = Across.safeParse(raw)
  if (!parsed.success) return []
  const { site, gateway, principal, mqtt, ca, stations } = parsed.data
  const errors: ConfigError[] = []
  if (site !== '' && gateway !== '' && principal !== '' && principal !== principalOf(site, gateway)) {
    errors.push({ path: 'principal', message: `${principalOf(site, gateway)} expected for this site and gateway` })
  }
  if (ca !== undefined && !mqtt.startsWith('mqtts:')) errors.push({ path: 'ca', message: 'only with mqtts://' })
  const with_plugs = StationsWithPlugs.parse(raw)
  const plugs = [...errorsOfPlugs(with_plugs.stations), ...errorsOfAccounts(with_plugs)]
  return [
    ...errors,
    ...errorsOfIds(stations, gateway),
    ...errorsOfPorts(stations),
    ...errorsOfBuses(stations),
    ...plugs,
  ]
}

type AcrossStations = z.infer<typeof AcrossStation>[]

function errorsOfIds(stations: AcrossStations, gateway: string): ConfigError[] {
  const errors = doubles(stations.map(({ id }, index) => ({ value: id, path: `stations[${index}].id` })))
  const own = stations.findIndex(({ id }) => id === gateway)
  if (own >= 0) errors.push({ path: `stations[${own}].id`, message: 'is the id of the gateway itself' })
  return errors
}

/** A port belongs to one part; only a Modbus line is shared, by meters alone. */
function errorsOfPorts(stations: AcrossStations): ConfigError[] {
  const ports = stations.flatMap((station, index) => [
    { value: station.port, path: `stations[${index}].port` },
    { value: station.reader?.port, path: `stations[${index}].reader.port` },
    { value: station.relay?.port, path: `stations[${index}].relay.port` },
  ])
  const buses = new Set(stations.map(({ meter }) => meter?.bus))
  const shared = ports.filter(({ value }) => value !== undefined && buses.has(value))
  return [
    ...doubles(ports),
    ...shared.map(({ path }) => ({ path, message: 'is the line of a meter: no other part fits there' })),
  ]
}

function errorsOfBuses(stations: AcrossStations): ConfigError[] {
  const meters = stations.flatMap(({ meter }, index) => (meter === undefined ? [] : [{ ...meter, index }]))
  const errors = doubles(
    meters.map(({ bus, address, index }) => ({
      value: `${bus} ${address}`,
      path: `stations[${index}].meter.address`,
    })),
  )
  const speeds = new Map<string, number>()
  for (const { bus, driver, baud: own, index } of meters) {
    const speed = own ?? METERS[driver].baud_default
    const first = speeds.get(bus) ?? speed
    speeds.set(bus, first)
    if (speed === first) continue
    const message = `${speed} baud, but another meter on this line has ${first}: set the meters to one speed and name it as baud`
    errors.push({ path: `stations[${index}].meter.baud`, message })
  }
  return errors
}

/** A plug may be meter and relay of one station, and belongs to no other. */
function errorsOfPlugs(stations: z.infer<typeof AcrossPlugs>[]): ConfigError[] {
  const errors: ConfigError[] = []
  const named = stations.flatMap(({ meter, relay }, index) => {
    const same = meter !== undefined && relay !== undefined && meter.plug === relay.plug
    if (same && meter.driver !== relay.driver)
      errors.push({ path: `stations[${index}].relay.driver`, message: `${meter.driver} expected: it is the same plug` })
    const parts = [{ value: meter?.plug, path: `stations[${index}].meter.plug` }]
    return same ? parts : [...parts, { value: relay?.plug, path: `stations[${index}].relay.plug` }]
  })
  return [...errors, ...doubles(named)]
}

/** An account nobody's station names is a door for a stranger, or a misspelt id. */
function errorsOfAccounts({ plugs, stations }: z.infer<typeof StationsWithPlugs>): ConfigError[] {
  const accounts = (plugs?.accounts ?? []).map(({ id }, index) => ({ value: id, path: `plugs.accounts[${index}].id` }))
  const named = new Set<unknown>(stations.flatMap(({ meter, relay }) => [meter?.plug, relay?.plug]))
  const strangers = accounts.filter(({ value }) => typeof value === 'string' && !named.has(value))
  return [...doubles(accounts), ...strangers.map(({ path }) => ({ path, message: 'no station names this plug' }))]
}

function doubles(named: { value: unknown; path: string }[]): ConfigError[] {
  const seen = new Map<unknown, string>()
  const errors: ConfigError[] = []
  for (const { value, path } of named) {
    const first = seen.get(value)
    if (value === undefined) continue
    if (first === undefined) seen.set(value, path)
    else errors.push({ path, message: `already used by ${first.replace(/\.(id|port)$/, '')}` })
  }
  return errors
}

export function parseConfig(raw: unknown): ConfigResult {
  const parsed = Shape.safeParse(raw)
  const across = errorsAcross(raw)
  if (parsed.success && across.length === 0) return { kind: 'ok', config: parsed.data }
  const own = parsed.success
    ? []
    : parsed.error.issues.map(issue => ({ path: z.core.toDotPath(issue.path), message: issue.message }))
  return { kind: 'wrong', errors: [...own, ...across] }
}

/** Reads the file; relative paths in it (`data`, `ca`) count from where it lies. */
export function readConfig(file: string): ConfigResult {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return { kind: 'wrong', errors: [{ path: '', message: error instanceof Error ? error.message : String(error) }] }
  }
  const result = parseConfig(raw)
  if (result.kind === 'wrong') return result
  const from = dirname(resolve(file))
  const { ca, data } = result.config
  const config = { ...result.config, data: resolve(from, data), ...(ca === undefined ? {} : { ca: resolve(from, ca) }) }
  return { kind: 'ok', config }
}
