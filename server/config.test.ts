import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const config = (env: Record<string, string>) => {
  const result = readConfig(env)
  if (result.kind === 'problems') throw new Error(result.problems.join('\n'))
  return result.config
}
const problems = (env: Record<string, string>) => {
  const result = readConfig(env)
  return result.kind === 'problems' ? result.problems : []
}

describe('the environment', () => {
  it('has loopback defaults and the embedded telemetry store', () => {
    expect(config({})).toMatchObject({
      http: { host: '127.0.0.1', port: 8080 },
      mqtt: { host: '127.0.0.1', port: 1883 },
      mqtts: null,
      influx: null,
      log: 'info',
    })
  })
  it('keeps the ledger in the data directory', () => {
    expect(config({ NAVETTE_DATA: '/srv/navette' }).database_file).toBe('/srv/navette/navette.sqlite')
    expect(config({ NAVETTE_DATA: '/srv', NAVETTE_DATABASE_URL: 'sqlite:other.db' }).database_file).toBe(
      '/srv/other.db',
    )
  })
  it('reads IPv6 and a port the system chooses', () => {
    expect(config({ NAVETTE_HTTP: '[::1]:0' }).http).toEqual({ host: '::1', port: 0 })
  })
  it('takes an empty value as unset', () => expect(config({ NAVETTE_INFLUX_URL: '' }).influx).toBeNull())

  it.each([
    [{ NAVETTE_HTTP: '8080' }, 'NAVETTE_HTTP'],
    [{ NAVETTE_MQTT: '127.0.0.1:70000' }, 'NAVETTE_MQTT'],
    [{ NAVETTE_MQTTS: '127.0.0.1:1' }, 'NAVETTE_MQTTS'],
    [{ NAVETTE_TLS_CERT: '/nowhere/cert.pem', NAVETTE_TLS_KEY: '/nowhere/key.pem' }, 'NAVETTE_TLS_CERT'],
    [{ NAVETTE_TLS_KEY: '/dev/null' }, 'NAVETTE_TLS_CERT'],
    [{ NAVETTE_DATABASE_URL: 'postgres://x' }, 'NAVETTE_DATABASE_URL'],
    [{ NAVETTE_DATABASE_URL: 'sqlite::memory:' }, 'NAVETTE_DATABASE_URL'],
    [{ NAVETTE_DATABASE_URL: 'file:x?mode=memory' }, 'NAVETTE_DATABASE_URL'],
    [{ NAVETTE_INFLUX_URL: 'localhost:8086' }, 'NAVETTE_INFLUX_URL'],
    [{ NAVETTE_INFLUX_URL: 'http://localhost:8086' }, 'NAVETTE_INFLUX_BUCKET'],
    [{ NAVETTE_INFLUX_VERSION: '4' }, 'NAVETTE_INFLUX_VERSION'],
    [{ NAVETTE_SMTP_URL: 'http://x' }, 'NAVETTE_SMTP_URL'],
    [{ NAVETTE_SMTP_URL: 'smtp://' }, 'NAVETTE_SMTP_URL'],
    [{ NAVETTE_DATA: '/dev/null' }, 'NAVETTE_DATA'],
    [{ NAVETTE_PUBLIC_URL: 'navette.example.org' }, 'NAVETTE_PUBLIC_URL'],
    [{ NAVETTE_LOG: 'loud' }, 'NAVETTE_LOG'],
    [{ NAVETTE_MAIL_FROM: 'La Fabrique' }, 'NAVETTE_MAIL_FROM'],
    [{ NAVETTE_MAIL_COPY: 'a@b@c' }, 'NAVETTE_MAIL_COPY'],
    [{ NAVETTE_MAIL_PER_MINUTE: '0' }, 'NAVETTE_MAIL_PER_MINUTE'],
    [{ NAVETTE_KEEP_MONTHS: '0' }, 'NAVETTE_KEEP_MONTHS'],
    [{ NAVETTE_KEEP_MONTHS: 'ever' }, 'NAVETTE_KEEP_MONTHS'],
  ])('refuses %o by name', (env, name) => {
    expect(problems(env as Record<string, string>).some(line => line.startsWith(`${name}:`))).toBe(true)
  })

  it('says all that is wrong at once', () => {
    expect(problems({ NAVETTE_HTTP: 'x', NAVETTE_LOG: 'x', NAVETTE_INFLUX_VERSION: '9' })).toHaveLength(3)
  })
})
