/** gateway.json: read once, every error listed with its path. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { principalOf, Slug } from '#server/contract/topics.ts'
import { BAUD_DEFAULT, OUTBOX_BYTES_MAX } from './limits.ts'

const Station = z.strictObject({
  id: Slug,
  driver: z.enum(['native']),
  /** A stable name (/dev/serial/by-id/…): what it points to may change while the gateway runs. */
  port: z.string().min(1),
  baud: z.int().min(300).max(4_000_000).default(BAUD_DEFAULT),
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
  outbox_bytes_max: z.int().min(65_536).default(OUTBOX_BYTES_MAX),
  stations: z.array(Station).min(1),
})
export type GatewayConfig = z.infer<typeof Shape>
export type StationConfig = GatewayConfig['stations'][number]
export type ConfigError = { path: string; message: string }
export type ConfigResult = { kind: 'ok'; config: GatewayConfig } | { kind: 'wrong'; errors: ConfigError[] }

function isBrokerUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['mqtt:', 'mqtts:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length <= 1
}

/** What spans several fields; it runs on whatever is there, so that one wrong field does not hide the others' errors. */
const Across = z.object({
  site: z.string().catch(''),
  gateway: z.string().catch(''),
  principal: z.string().catch(''),
  mqtt: z.string().catch(''),
  ca: z.unknown().optional(),
  stations: z.array(z.object({ id: z.unknown(), port: z.unknown() })).catch([]),
})

function errorsAcross(raw: unknown): ConfigError[] {
  const parsed = Across.safeParse(raw)
  if (!parsed.success) return []
  const { site, gateway, principal, mqtt, ca, stations } = parsed.data
  const errors: ConfigError[] = []
  if (site !== '' && gateway !== '' && principal !== '' && principal !== principalOf(site, gateway)) {
    errors.push({ path: 'principal', message: `${principalOf(site, gateway)} expected for this site and gateway` })
  }
  if (ca !== undefined && !mqtt.startsWith('mqtts:')) errors.push({ path: 'ca', message: 'only with mqtts://' })
  for (const field of ['id', 'port'] as const) {
    const seen = new Map<unknown, number>()
    for (const [index, station] of stations.entries()) {
      const value = station[field]
      const first = seen.get(value)
      if (first === undefined) seen.set(value, index)
      else if (value !== undefined)
        errors.push({ path: `stations[${index}].${field}`, message: `already used by stations[${first}]` })
    }
    if (field === 'id' && seen.has(gateway))
      errors.push({ path: `stations[${seen.get(gateway)}].id`, message: 'is the id of the gateway itself' })
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
