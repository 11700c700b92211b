/** Contract §1 listeners: TLS where a certificate is configured; a client certificate is optional, a shown one must be good. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import mqtt, { type IClientOptions } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Navette, navette, type Serving } from '../support/navette.ts'
import { findProgram } from '../support/program.ts'
import { requestCertificate, selfSigned } from '../support/self-signed.ts'

const openssl = findProgram('openssl')
const atelier = { navette: 1, site: 'tls', name: 'TLS', timezone: 'Europe/Paris', machines: [{ id: 'm1' }] }

let lab: Navette
let server: Serving
let station: { principal: string; token: string }
let pki: (name: string) => Buffer

beforeAll(async () => {
  if (openssl === null) return
  lab = navette()
  await lab.setup(atelier)
  station = (await lab.run('station', 'add', 's1', '--machine', 'm1', '--json')).json()
  const directory = makeCertificates(openssl)
  pki = name => readFileSync(join(directory, name))
  const file = (name: string) => join(directory, name)
  server = await lab.serve({
    NAVETTE_MQTTS: '127.0.0.1:0',
    NAVETTE_TLS_CERT: file('server.pem'),
    NAVETTE_TLS_KEY: file('server.key'),
    NAVETTE_TLS_CA: file('ca.pem'),
  })
})
afterAll(() => lab?.remove())

/** An authority of our own, a server's certificate and two clients': ours and a stranger's. */
function makeCertificates(program: string): string {
  const directory = join(lab.file('pki', ''), '..')
  const at = (file: string): string => join(directory, file)
  const authority = (name: string) => selfSigned(program, name, at(`${name}.key`), at(`${name}.pem`))
  const signed = (name: string, by: string, extension: string[]) => {
    requestCertificate(program, name, at(`${name}.key`), ['-out', at(`${name}.csr`), ...extension])
    const from = ['-in', at(`${name}.csr`), '-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`), '-CAcreateserial']
    const to = ['-days', '2', '-copy_extensions', 'copy', '-out', at(`${name}.pem`)]
    execFileSync(program, ['x509', '-req', ...from, ...to], { stdio: 'ignore' })
  }
  authority('ca')
  authority('stranger')
  signed('server', 'ca', ['-addext', 'subjectAltName=IP:127.0.0.1'])
  signed('client', 'ca', [])
  signed('intruder', 'stranger', [])
  return directory
}

/** How the attempt ends: with a session, with a CONNACK code, or with the connection gone. */
function attempt(options: IClientOptions): Promise<'connected' | 'closed' | number> {
  const { principal, token } = station
  const client = mqtt.connect(`mqtts://${server.mqtts}`, {
    clientId: principal,
    username: principal,
    password: token,
    reconnectPeriod: 0,
    ...options,
  })
  return new Promise(done => {
    client.on('connect', () => {
      done('connected')
      client.end(true)
    })
    client.on('error', error =>
      done(
        typeof (error as { code?: unknown }).code === 'number' ? (error as unknown as { code: number }).code : 'closed',
      ),
    )
    client.on('close', () => done('closed'))
  })
}

describe.skipIf(openssl === null)(`the TLS listener${openssl === null ? ' (openssl is not installed)' : ''}`, () => {
  it('says where it listens', () => expect(server.mqtts).toMatch(/^127\.0\.0\.1:\d+$/))
  it.each([
    ['lets a station in by its token, without a certificate of its own', 'ca.pem', null, 'connected'],
    ['accepts a client certificate of its authority', 'ca.pem', 'client', 'connected'],
    ["refuses a stranger's certificate even with the right token", 'ca.pem', 'intruder', 'closed'],
    ['is not trusted by a client that does not know the authority', 'stranger.pem', null, 'closed'],
  ] as const)('%s', async (_, ca, own, outcome) => {
    const certificate = own === null ? {} : { cert: pki(`${own}.pem`), key: pki(`${own}.key`) }
    expect(await attempt({ ca: pki(ca), ...certificate })).toBe(outcome)
  })

  it('refuses a wrong token with CONNACK code 4', async () => {
    expect(await attempt({ ca: pki('ca.pem'), password: 'wrong' })).toBe(4)
  })
})
