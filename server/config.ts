/** Environment → one checked object (contract §6). Every wrong value is one clear line; nothing else reads the environment. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { KEEP_MONTHS } from './domain/periods/retention.ts'
import { readTls, type TlsFiles } from './tls-files.ts'

export type HostPort = { host: string; port: number }
export type InfluxConfig = {
  url: string
  token: string | null
  org: string | null
  bucket: string
  version: 1 | 2 | 3
}
export type Config = {
  data: string
  database_file: string
  http: HostPort
  mqtt: HostPort
  mqtts: HostPort | null
  tls: TlsFiles | null
  influx: InfluxConfig | null
  smtp_url: string | null
  /** the address mails go out under; null: each issuer's own */
  mail_from: string | null
  /** gets a copy of every mail; null: nobody does */
  mail_copy: string | null
  mail_per_minute: number
  /** where people open the dashboard: on paper as a code, in mail as a link */
  public_url: string | null
  /** where the built dashboard lies, and is put when it has to be built */
  dashboard: string
  log: LogLevel
  /** months for which messages and evidence are kept (design rule 10) */
  keep_months: number
}
export type ConfigResult = { kind: 'config'; config: Config } | { kind: 'problems'; problems: string[] }

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
const DEFAULTS = { data: './data', http: '127.0.0.1:8080', mqtt: '127.0.0.1:1883', mqtts: '127.0.0.1:8883' }
const DASHBOARD = resolve(import.meta.dirname, '../dashboard/dist')
const PORT_MAX = 65_535
/** Ten years, as long as bills are kept. */
const KEEP_MONTHS_MAX = 120

/** What small hosts allow without holding mail back. */
const PER_MINUTE = 30
const PER_MINUTE_MAX = 6_000

type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(env: Environment): ConfigResult {
  const problems: string[] = []
  const data = readData(env, problems)
  const tls = readTls(
    { cert: set(env.NAVETTE_TLS_CERT), key: set(env.NAVETTE_TLS_KEY), ca: set(env.NAVETTE_TLS_CA) },
    problems,
  )
  const config: Config = {
    data,
    database_file: readDatabase(env, data, problems),
    http: readHostPort('NAVETTE_HTTP', set(env.NAVETTE_HTTP) ?? DEFAULTS.http, problems),
    mqtt: readHostPort('NAVETTE_MQTT', set(env.NAVETTE_MQTT) ?? DEFAULTS.mqtt, problems),
    mqtts: tls === null ? null : readHostPort('NAVETTE_MQTTS', set(env.NAVETTE_MQTTS) ?? DEFAULTS.mqtts, problems),
    tls,
    influx: readInflux(env, problems),
    dashboard: resolve(set(env.NAVETTE_DASHBOARD) ?? DASHBOARD),
    smtp_url: readUrl('NAVETTE_SMTP_URL', set(env.NAVETTE_SMTP_URL), ['smtp:', 'smtps:'], problems),
    mail_from: readAddress('NAVETTE_MAIL_FROM', env, problems),
    mail_copy: readAddress('NAVETTE_MAIL_COPY', env, problems),
    mail_per_minute: readPerMinute(env, problems),
    public_url: readUrl('NAVETTE_PUBLIC_URL', set(env.NAVETTE_PUBLIC_URL), ['http:', 'https:'], problems),
    log: readLog(env, problems),
    keep_months: readMonths(env, problems),
  }
  if (tls === null && set(env.NAVETTE_MQTTS) !== undefined)
    problems.push('NAVETTE_MQTTS: needs NAVETTE_TLS_CERT and NAVETTE_TLS_KEY')
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'config', config }
}

/** An empty variable is an unset one: that is how people switch a setting off in a service file. */
const set = (value: string | undefined): string | undefined => (value === undefined || value === '' ? undefined : value)

function readHostPort(name: string, text: string, problems: string[]): HostPort {
  const match = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text)
  const port = Number(match?.[2])
  if (match === null || port > PORT_MAX) {
    problems.push(`${name}: "${text}" is not host:port (a port is 0 to ${PORT_MAX}; 0 lets the system choose)`)
    return { host: '127.0.0.1', port: 0 }
  }
  return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port }
}

/** It is made where there is none; whether it may be, only making it tells. */
function readData(env: Environment, problems: string[]): string {
  const data = resolve(set(env.NAVETTE_DATA) ?? DEFAULTS.data)
  if (existsSync(data) && !statSync(data).isDirectory()) problems.push(`NAVETTE_DATA: ${data} is no directory`)
  return data
}

/** As SQLite has it (https://sqlite.org/inmemorydb.html); taken for a name it would be a file called so. */
const IN_MEMORY = /:memory:|[?&]mode=memory/

function readDatabase(env: Environment, data: string, problems: string[]): string {
  const text = set(env.NAVETTE_DATABASE_URL)
  if (text === undefined) return join(data, 'navette.sqlite')
  const match = /^(?:sqlite:|file:)(?:\/\/)?(.+)$/.exec(text)
  if (match?.[1] === undefined)
    problems.push(`NAVETTE_DATABASE_URL: "${text}" is not supported; only sqlite:FILE is, for now`)
  else if (IN_MEMORY.test(text))
    problems.push(`NAVETTE_DATABASE_URL: "${text}" is no file: what is only in memory is lost at the next stop`)
  return resolve(data, match?.[1] ?? 'navette.sqlite')
}

function readInflux(env: Environment, problems: string[]): InfluxConfig | null {
  const url = readUrl('NAVETTE_INFLUX_URL', set(env.NAVETTE_INFLUX_URL), ['http:', 'https:'], problems)
  const version = set(env.NAVETTE_INFLUX_VERSION) ?? '2'
  if (!['1', '2', '3'].includes(version)) problems.push(`NAVETTE_INFLUX_VERSION: "${version}" is none of 1, 2, 3`)
  if (url === null) return null
  const bucket = set(env.NAVETTE_INFLUX_BUCKET)
  if (bucket === undefined) problems.push('NAVETTE_INFLUX_BUCKET: is needed with NAVETTE_INFLUX_URL')
  return {
    url,
    token: set(env.NAVETTE_INFLUX_TOKEN) ?? null,
    org: set(env.NAVETTE_INFLUX_ORG) ?? null,
    bucket: bucket ?? '',
    version: Number(version) as 1 | 2 | 3,
  }
}

function readUrl(name: string, text: string | undefined, protocols: string[], problems: string[]): string | null {
  if (text === undefined) return null
  const url = URL.parse(text)
  // `smtp://` parses, and is nowhere
  if (url === null || url.hostname === '' || !protocols.includes(url.protocol)) {
    problems.push(`${name}: "${text}" is not a URL of ${protocols.map(one => `${one}//`).join(' or ')}`)
    return null
  }
  return text
}

/** As much as SMTP needs: something, an @, a host. Whether anybody reads it, only a mail can tell. */
function readAddress(name: string, env: Environment, problems: string[]): string | null {
  const text = set(env[name])
  if (text === undefined) return null
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text
  problems.push(`${name}: "${text}" is no mail address`)
  return null
}

function readPerMinute(env: Environment, problems: string[]): number {
  const text = set(env.NAVETTE_MAIL_PER_MINUTE) ?? `${PER_MINUTE}`
  const many = Number(text)
  if (Number.isSafeInteger(many) && many >= 1 && many <= PER_MINUTE_MAX) return many
  problems.push(`NAVETTE_MAIL_PER_MINUTE: "${text}" is no whole number from 1 to ${PER_MINUTE_MAX}`)
  return PER_MINUTE
}

function readMonths(env: Environment, problems: string[]): number {
  const text = set(env.NAVETTE_KEEP_MONTHS) ?? `${KEEP_MONTHS}`
  const months = Number(text)
  if (Number.isSafeInteger(months) && months >= 1 && months <= KEEP_MONTHS_MAX) return months
  problems.push(`NAVETTE_KEEP_MONTHS: "${text}" is no whole number from 1 to ${KEEP_MONTHS_MAX}`)
  return KEEP_MONTHS
}

function readLog(env: Environment, problems: string[]): LogLevel {
  const text = set(env.NAVETTE_LOG) ?? 'info'
  const level = LOG_LEVELS.find(one => one === text)
  if (level === undefined) problems.push(`NAVETTE_LOG: "${text}" is none of ${LOG_LEVELS.join(', ')}`)
  return level ?? 'info'
}
