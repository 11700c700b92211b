import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '#test/support/eventually.ts'
import {
  type GatewayProcess,
  startGatewayCommand,
  startGatewayProcess,
  writeGatewayConfig,
} from '#test/support/gateway-process.ts'
import { type PlainBroker, startPlainBroker } from '#test/support/plain-broker.ts'
import { freePort } from '#test/support/program.ts'
import { linkPort, openPty, type Pty } from '#test/support/pty.ts'
import { seeded } from '#test/support/seeded.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'

const DOWN = 'navette/1/atelier/juki-1/down'
const CONFIG = {
  version: 3,
  sample_ms: 1_000,
  link_loss_s: 60,
  profile: 'servo',
  idle_mA: 90,
  run_mA: 1_030,
  run_on_mA: 600,
  run_off_mA: 450,
  min_on_ms: 0,
  hold_ms: 3_000,
}
const VERDICT = { for: null, verdict: 'ended', reason: null, session: null, relay: false, display: '' }

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const hello = (boot: number) => ({ type: 'hello', boot, seq: 0, up_ms: 0, at_ms: null, fw: '1', model: 'peer' })
const sample = (boot: number, seq: number) => ({
  type: 'sample',
  boot,
  seq,
  up_ms: seq * 1_000,
  at_ms: null,
  relay: false,
})

type Line = { dir: string; link: string; pty: Pty; peer: SerialPeer; configFile: string }

function plugLine(mqtt: string, more: Record<string, unknown> = {}, spoil?: (wire: Buffer) => Buffer): Line {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-line-'))
  const link = join(dir, 'tty-juki-1')
  const pty = openPty()
  linkPort(link, pty)
  const peer = new SerialPeer(spoil)
  peer.plug(pty)
  cleanups.push(
    () => pty.close(),
    () => peer.stop(),
  )
  const stations = [
    { id: 'juki-1', port: link },
    { id: 'absent', port: join(dir, 'tty-absent') },
  ]
  return { dir, link, pty, peer, configFile: writeGatewayConfig({ dir, mqtt, stations, ...more }) }
}

function startProcess(configFile: string): GatewayProcess {
  const gateway = startGatewayProcess(configFile)
  cleanups.push(() => gateway.end('SIGKILL'))
  return gateway
}

async function broker(options: Parameters<typeof startPlainBroker>[0] = {}): Promise<PlainBroker> {
  const started = await startPlainBroker(options)
  cleanups.push(() => started.close())
  return started
}

const publishDown = (to: PlainBroker, type: string, payload: unknown, retain = false) =>
  new Promise<void>(done =>
    to.aedes.publish(
      {
        cmd: 'publish',
        topic: `${DOWN}/${type}`,
        payload: payload === '' ? '' : JSON.stringify(payload),
        qos: 1,
        dup: false,
        retain,
      },
      () => done(),
    ),
  )

const downTypes = (peer: SerialPeer) => peer.downs.map(down => down.type)

describe('gateway on a serial line', () => {
  it('carries a station up and down, one port that is absent notwithstanding, and stops cleanly', async () => {
    const server = await broker()
    const { peer, configFile } = plugLine(`mqtt://127.0.0.1:${server.port}`)
    await publishDown(server, 'config', CONFIG, true)
    const gateway = startProcess(configFile)
    expect(await gateway.ready).toEqual({ ready: true, gateway: 'gw-1' })

    peer.say(hello(1), sample(1, 1))
    await eventually(
      () => server.arrived.some(a => a.topic.endsWith('/juki-1/up/sample') || a.topic.endsWith('/batch')),
      () => gateway.log(),
    )
    await eventually(() => peer.unacked === 0, 'acknowledged')
    expect(peer.acked).toEqual(expect.arrayContaining(['1/0', '1/1']))
    expect(server.arrived[0]).toEqual({
      topic: 'navette/1/atelier/gw-1/up/presence',
      payload: '{"online":true}',
      qos: 1,
      client: 'atelier.gw-1',
    })

    await eventually(() => downTypes(peer).includes('config'), 'retained config')
    await publishDown(server, 'verdict', VERDICT)
    await eventually(() => downTypes(peer).includes('verdict'), 'verdict')
    expect(peer.downs.find(down => down.type === 'verdict')).toEqual({ ...VERDICT, type: 'verdict' })

    expect(await gateway.end('SIGTERM')).toBe(0)
    const goodbye = { topic: 'navette/1/atelier/gw-1/up/presence', payload: '{"online":false}' }
    // Its last word may still lie in the socket when it is gone
    await eventually(() => server.arrived.at(-1)?.payload === goodbye.payload, gateway.log)
    expect(server.arrived.at(-1)).toMatchObject(goodbye)
  })

  it('tells its will when it is killed, also where the command that runs it is', async () => {
    const server = await broker()
    const wills: string[] = []
    server.aedes.on('publish', packet => {
      if (packet.topic.endsWith('/gw-1/up/presence')) wills.push(packet.payload.toString())
    })
    const gateway = startGatewayCommand(plugLine(`mqtt://127.0.0.1:${server.port}`).configFile)
    await eventually(() => wills.includes('{"online":true}'), 'online')
    // Resolves once nobody holds its output any more: the gateway is gone too
    await gateway.end('SIGKILL')
    await eventually(() => wills.at(-1) === '{"online":false}', 'will')
  })

  it('survives a hot unplug: the same name, another terminal', async () => {
    const server = await broker()
    const subscribed: string[] = []
    server.aedes.on('subscribe', subscriptions => subscribed.push(...subscriptions.map(({ topic }) => topic)))
    const { link, pty, peer, configFile } = plugLine(`mqtt://127.0.0.1:${server.port}`)
    const gateway = startProcess(configFile)
    peer.say(hello(1))
    await eventually(
      () => peer.unacked === 0,
      () => gateway.log(),
    )
    // What is acknowledged is on its disk; it may hear nothing from the server yet
    await eventually(() => subscribed.includes(`${DOWN}/#`), gateway.log)
    await publishDown(server, 'config', CONFIG)
    await publishDown(server, 'verdict', VERDICT)
    await eventually(() => downTypes(peer).includes('verdict'), 'verdict')
    peer.downs.splice(0)

    pty.close()
    const replugged = openPty()
    cleanups.push(() => replugged.close())
    linkPort(link, replugged)
    peer.plug(replugged)
    peer.say(sample(1, 1))
    await eventually(
      () => peer.unacked === 0,
      () => gateway.log(),
      3_000,
    )
    // What is kept comes again, what authorises does not.
    await eventually(() => downTypes(peer).includes('config'), 'config again')
    expect(downTypes(peer)).not.toContain('verdict')
  })

  it('notices that its name stands for another device though the old one is still open and idle', async () => {
    const server = await broker()
    const { link, peer, configFile } = plugLine(`mqtt://127.0.0.1:${server.port}`)
    const gateway = startProcess(configFile)
    peer.say(hello(1))
    await eventually(
      () => peer.unacked === 0,
      () => gateway.log(),
    )
    const other = openPty()
    cleanups.push(() => other.close())
    linkPort(link, other)
    peer.plug(other)
    peer.say(sample(1, 1))
    await eventually(
      () => peer.unacked === 0,
      () => gateway.log(),
      3_000,
    )
  })

  it('asks for the standing again after a hello, once the server has what was said since', async () => {
    const acks: (() => void)[] = []
    const subscribed: { filter: string; hello_acked: boolean }[] = []
    let hello_acked = false
    const server = await broker({
      onPublish: (packet, _client, ack) => {
        if (!packet.topic.endsWith('/hello')) return ack()
        acks.push(() => {
          hello_acked = true
          ack()
        })
      },
    })
    server.aedes.on('subscribe', subscriptions => {
      subscribed.push(...subscriptions.map(({ topic }) => ({ filter: topic, hello_acked })))
    })
    const { peer, configFile } = plugLine(`mqtt://127.0.0.1:${server.port}`)
    const gateway = startProcess(configFile)
    await eventually(
      () => subscribed.length === 3,
      () => gateway.log(),
    )
    peer.say(hello(1))
    await eventually(() => acks.length === 1 && peer.unacked === 0, 'hello there and on disk')
    expect(subscribed.map(({ filter }) => filter)).toEqual([
      `${DOWN}/#`,
      'navette/1/atelier/absent/down/#',
      'navette/1/atelier/gw-1/down/#',
    ])
    acks[0]?.()
    await eventually(() => subscribed.length === 4, 'subscribed again')
    expect(subscribed[3]).toEqual({ filter: `${DOWN}/#`, hello_acked: true })
  })

  it('works without a server: keeps and acknowledges; gives its kept config; says why in one sentence; delivers in batches later', async () => {
    const first = await startPlainBroker({ port: await freePort() })
    const { peer, configFile } = plugLine(`mqtt://127.0.0.1:${first.port}`)
    const before = startProcess(configFile)
    await publishDown(first, 'config', CONFIG, true)
    await eventually(
      () => downTypes(peer).includes('config'),
      () => before.log(),
    )
    await before.end('SIGTERM')
    await first.close()
    peer.downs.splice(0)

    const gateway = startProcess(configFile)
    peer.say(hello(1), ...Array.from({ length: 299 }, (_, index) => sample(1, index + 1)))
    await eventually(
      () => peer.unacked === 0,
      () => gateway.log(),
    )
    await eventually(() => downTypes(peer).includes('config'), 'kept config')
    await eventually(() => /nothing listens there: is the server running\?/.test(gateway.log()), gateway.log)

    const server = await broker({ port: first.port })
    const seqs = () =>
      server.arrived.flatMap(a => (a.topic.endsWith('/batch') ? JSON.parse(a.payload).messages : [])).map(m => m.seq)
    await eventually(
      () => seqs().length >= 300,
      () => gateway.log(),
    )
    expect(seqs()).toEqual(Array.from({ length: 300 }, (_, index) => index))
    for (const { topic, payload } of server.arrived)
      expect(Buffer.byteLength(topic + payload)).toBeLessThanOrEqual(16_384)
  })

  it('says in one sentence that its token is wrong, and goes on trying', async () => {
    const server = await broker()
    let refused = 0
    server.aedes.on('clientError', () => {
      refused += 1
    })
    server.aedes.on('connectionError', () => {
      refused += 1
    })
    const gateway = startProcess(plugLine(`mqtt://127.0.0.1:${server.port}`, { token: 'wrong' }).configFile)
    await eventually(
      () => refused >= 2,
      () => `${refused} ${gateway.log()}`,
    )
    await eventually(() => /principal or token is wrong/.test(gateway.log()), gateway.log)
    expect(gateway.log().match(/principal or token is wrong/g)).toHaveLength(1)
  })

  it('speaks TLS to a server whose authority it was given, and says what is missing otherwise', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gateway-tls-'))
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '2']
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
    execFileSync('openssl', [...made, '-out', cert, ...subject], { stdio: 'ignore' })
    const server = await broker({ tls: { key: readFileSync(key), cert: readFileSync(cert) } })
    const mqtt = `mqtts://127.0.0.1:${server.port}`

    const stranger = startProcess(plugLine(mqtt).configFile)
    await eventually(() => stranger.log().includes('name its authority in `ca`'), stranger.log)
    await stranger.end('SIGTERM')
    expect(server.arrived).toEqual([])

    const gateway = startProcess(plugLine(mqtt, { ca: cert }).configFile)
    await eventually(() => server.arrived.length > 0, gateway.log)
    expect(server.arrived[0]?.topic).toBe('navette/1/atelier/gw-1/up/presence')
  })

  it('brings everything in order through a noisy line', async () => {
    const random = seeded(11)
    const noise = () =>
      Buffer.from(Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)))
    const spoil = (wire: Buffer): Buffer => {
      const kind = random()
      if (kind < 0.05) wire.writeUInt8(Math.floor(random() * 256), Math.floor(random() * wire.length))
      if (kind > 0.95) return wire.subarray(0, Math.floor(random() * wire.length)) // cut, and merged with the next
      return kind > 0.9 ? Buffer.concat([noise(), wire]) : wire
    }
    const seen: { connection: object; seq: number }[] = []
    const server = await broker({
      onPublish: (packet, client, ack) => {
        const body = JSON.parse(packet.payload.toString())
        const messages = packet.topic.endsWith('/batch') ? body.messages : [body]
        if (!packet.topic.endsWith('/presence')) for (const { seq } of messages) seen.push({ connection: client, seq })
        ack()
      },
    })
    const { peer, configFile } = plugLine(`mqtt://127.0.0.1:${server.port}`, {}, spoil)
    const gateway = startProcess(configFile)
    peer.say(hello(1), ...Array.from({ length: 499 }, (_, index) => sample(1, index + 1)))
    await eventually(() => seen.length >= 500, gateway.log, 60_000)
    expect(seen.map(one => one.seq)).toEqual(Array.from({ length: 500 }, (_, seq) => seq))
    expect(gateway.log()).toMatch(/discarded from the serial line/)
  })

  it('stops acknowledging when the outbox is full, loses nothing, and goes on when there is room', async () => {
    const { peer, dir, configFile } = plugLine('mqtt://127.0.0.1:1', { outbox_bytes_max: 65_536 })
    const gateway = startProcess(configFile)
    const messages = [hello(1), ...Array.from({ length: 400 }, (_, index) => sample(1, index + 1))]
    peer.say(...messages)
    await eventually(
      () => gateway.log().includes('the outbox is full'),
      () => gateway.log(),
    )
    expect(peer.unacked).toBeGreaterThan(0)
    await gateway.end('SIGTERM')

    const server = await broker()
    writeGatewayConfig({
      dir,
      mqtt: `mqtt://127.0.0.1:${server.port}`,
      stations: [{ id: 'juki-1', port: join(dir, 'tty-juki-1') }],
    })
    const again = startProcess(configFile)
    await eventually(
      () => peer.unacked === 0,
      () => again.log(),
    )
    const seqs = () =>
      new Set(
        server.arrived
          .flatMap(({ topic, payload }) =>
            topic.endsWith('/batch') ? JSON.parse(payload).messages : [JSON.parse(payload)],
          )
          .map(m => m.seq),
      )
    await eventually(() => messages.every(({ seq }) => seqs().has(seq)), 'all there')
  })

  it('refuses a wrong configuration with every error, exit 2, and a second gateway on the same data, exit 1', async () => {
    const { configFile, dir } = plugLine('mqtt://127.0.0.1:1')
    const gateway = startProcess(configFile)
    await gateway.ready
    const second = startGatewayProcess(configFile)
    await expect(second.ready).rejects.toThrow(/another gateway is running/)
    expect(second.child.exitCode).toBe(1)

    const wrong = startGatewayProcess(writeGatewayConfig({ dir, mqtt: 'http://x', stations: [], badge_key: '' }))
    await expect(wrong.ready).rejects.toThrow(/mqtt: (.|\n)*stations: /)
    expect(wrong.child.exitCode).toBe(2)
    expect(wrong.log().trim().split('\n')).toHaveLength(3)
  })
})
