/** Badges at a native station on a real pty while the server is away: the gateway answers from the list it keeps (docs/adr/0040). */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { ASK_SILENT_ms } from '#gateway/limits.ts'
import { eventually } from '#test/support/eventually.ts'
import { type GatewayProcess, startGatewayProcess, writeGatewayConfig } from '#test/support/gateway-process.ts'
import { type PlainBroker, startPlainBroker } from '#test/support/plain-broker.ts'
import { freePort } from '#test/support/program.ts'
import { linkPort, openPty } from '#test/support/pty.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const DOWN = 'navette/1/atelier/juki-1/down'
const CONFIG = {
  ...{ version: 3, sample_ms: 1_000, link_loss_s: 60, profile: 'servo', idle_mA: 90, run_mA: 1_030 },
  ...{ run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
}
const badgeOf = (member: number) => member.toString(16).padStart(16, '0').repeat(4)
const MEMBERS = 200
const listFrom = (from_ms: number, valid_ms = 3_600_000) => ({
  ...{ version: 9, issued_at_ms: from_ms, valid_until_ms: from_ms + valid_ms },
  entries: Array.from({ length: MEMBERS }, (_, member) => [badgeOf(member).slice(0, 16), from_ms + valid_ms]),
})

type Line = { peer: SerialPeer; server: PlainBroker; gateway: GatewayProcess; configFile: string }

const retain = (server: PlainBroker, type: string, payload: object) =>
  new Promise<void>(done =>
    server.aedes.publish(
      {
        cmd: 'publish',
        topic: `${DOWN}/${type}`,
        payload: JSON.stringify(payload),
        qos: 1,
        dup: false,
        retain: type === 'list' || type === 'config',
      },
      () => done(),
    ),
  )

async function line(options: Parameters<typeof startPlainBroker>[0] = {}): Promise<Line> {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-offline-'))
  const server = await startPlainBroker({ ...options, port: await freePort() })
  await retain(server, 'config', CONFIG)
  await retain(server, 'list', listFrom(Date.now()))
  const pty = openPty()
  const port = join(dir, 'tty-juki-1')
  linkPort(port, pty)
  const peer = new SerialPeer()
  peer.plug(pty)
  cleanups.push(
    () => pty.close(),
    () => peer.stop(),
  )
  const mqtt = `mqtt://127.0.0.1:${server.port}`
  const configFile = writeGatewayConfig({ dir, mqtt, stations: [{ id: 'juki-1', port }] })
  const gateway = start(configFile)
  await eventually(() => peer.downs.some(({ type }) => type === 'list'), gateway.log)
  return { peer, server, gateway, configFile }
}

function start(configFile: string): GatewayProcess {
  const gateway = startGatewayProcess(configFile)
  cleanups.push(() => gateway.end('SIGKILL'))
  return gateway
}

const hello = { type: 'hello', boot: 1, seq: 0, up_ms: 0, at_ms: null, fw: '1', model: 'peer', meter: 'current' }
const sample = (seq: number, up_ms: number, current_mA: number) => ({
  ...{ type: 'sample', boot: 1, seq, up_ms, at_ms: null, relay: true, current_mA },
})
const badge = (seq: number, up_ms: number, member: number) => ({
  ...{ type: 'badge', boot: 1, seq, up_ms, at_ms: null, badge: badgeOf(member) },
})

async function answerTo(peer: SerialPeer, seq: number, log: () => string): Promise<Record<string, unknown>> {
  const find = () => peer.downs.find(({ type, for: of }) => type === 'verdict' && (of as { seq: number })?.seq === seq)
  await eventually(() => find() !== undefined, log)
  return find() ?? {}
}

type Message = { seq: number; offline?: object }
const arrivedAt = (server: PlainBroker): Message[] =>
  server.arrived.flatMap(({ topic, payload }) => {
    const body = JSON.parse(payload)
    return topic.endsWith('/presence') ? [] : topic.endsWith('/batch') ? body.messages : [body]
  })

it('answers 200 listed members and no other, keeps what it answered in order, and lets no older standing through', async () => {
  const { peer, server, gateway } = await line()
  // 200 entries do not fit into a frame of 1 024 bytes: the station forgets what it had of an older list.
  expect(peer.downs.find(({ type }) => type === 'list')?.entries).toEqual([])
  peer.say(hello)
  await eventually(() => peer.unacked === 0, gateway.log)
  await server.close()
  await eventually(() => /no connection/.test(gateway.log()), gateway.log)

  const say = [
    sample(1, 900, 80),
    badge(2, 1_000, 150),
    badge(3, 2_000, 150), // within 2 s: the standing verdict again
    sample(4, 9_000, 900),
    badge(5, 9_500, 7),
    badge(6, 10_000, MEMBERS + 1),
    sample(7, 20_000, 80),
    badge(8, 20_500, 150),
    badge(9, 25_000, MEMBERS + 1),
    badge(10, 30_000, 199),
  ]
  peer.say(...say)
  const expected: [number, object][] = [
    [2, { verdict: 'granted', reason: null, relay: true, session: null, display: 'Bonjour, à vous' }],
    [3, { verdict: 'granted', reason: null, relay: true }],
    [5, { verdict: 'denied', reason: 'machine-busy', relay: false }],
    [6, { verdict: 'denied', reason: 'machine-busy', relay: false }],
    [8, { verdict: 'ended', reason: 'badge-out', relay: false, display: 'Au revoir' }],
    [9, { verdict: 'denied', reason: 'offline-not-listed', display: 'Hors ligne, non listé' }],
    [10, { verdict: 'granted', reason: null, relay: true }],
  ]
  for (const [seq, answer] of expected) expect(await answerTo(peer, seq, gateway.log)).toMatchObject(answer)
  await eventually(() => peer.unacked === 0, gateway.log)

  // The server is back, and says its standing before it takes the first message.
  const acks: (() => void)[] = []
  let hold = true
  const back = await startPlainBroker({
    port: server.port,
    onPublish: (_packet, _client, ack) => (hold ? acks.push(ack) : ack()),
  })
  cleanups.push(() => back.close())
  const subscribed: string[] = []
  back.aedes.on('subscribe', subscriptions => subscribed.push(...subscriptions.map(({ topic }) => topic)))
  const own = () => subscribed.filter(topic => topic === `${DOWN}/#`).length
  await eventually(() => own() === 1, gateway.log)
  const before = peer.downs.length
  const standing = { for: null, verdict: 'ended', reason: null, session: null, relay: false, display: '' }
  await retain(back, 'verdict', standing)
  await retain(back, 'time', { epoch_ms: Date.now() })
  await eventually(() => peer.downs.slice(before).some(({ type }) => type === 'time'), gateway.log)
  expect(peer.downs.slice(before).some(({ type }) => type === 'verdict')).toBe(false)
  hold = false
  for (const ack of acks.splice(0)) ack()
  await eventually(() => own() === 2, gateway.log)
  await retain(back, 'verdict', standing)
  await eventually(() => peer.downs.slice(before).some(({ type }) => type === 'verdict'), gateway.log)

  // The hello comes again where its acknowledgement went with the first server: a duplicate
  const arrived = arrivedAt(back).filter(({ seq }) => seq > 0)
  expect(arrived.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  for (const [seq, answer] of expected) {
    const { verdict, reason } = answer as { verdict: string; reason: string | null }
    expect(arrived.find(one => one.seq === seq)?.offline).toEqual({ verdict, reason })
  }
})

it('behind a backlog a badge is answered here, though the server is there: it would be too late for its answer', async () => {
  let hold = true
  const acks: (() => void)[] = []
  const { peer, server, gateway } = await line({
    onPublish: (_packet, _client, ack) => (hold ? acks.push(ack) : ack()),
  })
  cleanups.push(() => server.close())
  const samples = Array.from({ length: 2_100 }, (_, i) => sample(i + 1, (i + 1) * 100, 80))
  peer.say(hello, ...samples)
  await eventually(() => peer.unacked === 0, gateway.log, 60_000)
  peer.say(badge(2_101, 210_200, 3))
  expect(await answerTo(peer, 2_101, gateway.log)).toMatchObject({ verdict: 'granted' })

  hold = false
  for (const ack of acks.splice(0)) ack()
  await eventually(() => arrivedAt(server).at(-1)?.seq === 2_101, gateway.log)
  expect(arrivedAt(server).at(-1)?.offline).toEqual({ verdict: 'granted', reason: null })
  peer.say(sample(2_102, 210_300, 80))
  await eventually(() => arrivedAt(server).at(-1)?.seq === 2_102, gateway.log)
  peer.say(badge(2_103, 220_000, 3))
  await eventually(() => arrivedAt(server).at(-1)?.seq === 2_103, gateway.log)
  expect(arrivedAt(server).at(-1)?.offline).toBeUndefined()
})

it('a network that swallows everything and closes nothing is noticed by what is not acknowledged', async () => {
  let swallows = false
  const { peer, server, gateway } = await line({ onPublish: (_packet, _client, ack) => swallows || ack() })
  cleanups.push(() => server.close())
  peer.say(hello, sample(1, 900, 80))
  await eventually(() => arrivedAt(server).at(-1)?.seq === 1, gateway.log)
  swallows = true
  peer.say(sample(2, 1_900, 80))
  await eventually(() => arrivedAt(server).at(-1)?.seq === 2, gateway.log)
  await new Promise(resolve => setTimeout(resolve, ASK_SILENT_ms + 500))
  peer.say(badge(3, 5_400, 3))
  expect(await answerTo(peer, 3, gateway.log)).toMatchObject({ verdict: 'granted', display: 'Bonjour, à vous' })
  // The connection stands all the while
  expect(gateway.log()).not.toContain('no connection')
})

it('killed and started again it knows who stands there, gives the same answer to the same badge, and asks once it can', async () => {
  const { peer, server, gateway, configFile } = await line()
  peer.say(hello, sample(1, 900, 80))
  await eventually(() => peer.unacked === 0, gateway.log)
  await server.close()
  await eventually(() => /no connection/.test(gateway.log()), gateway.log)
  peer.say(badge(2, 1_000, 3))
  await answerTo(peer, 2, gateway.log)
  await gateway.end('SIGKILL')
  peer.downs.splice(0)

  const again = start(configFile)
  await again.ready
  peer.say(badge(2, 1_000, 3)) // its acknowledgement was lost
  expect(await answerTo(peer, 2, again.log)).toMatchObject({ verdict: 'granted' })
  peer.say(badge(3, 9_000, 3))
  expect(await answerTo(peer, 3, again.log)).toMatchObject({ verdict: 'ended', reason: 'badge-out' })

  const back = await startPlainBroker({ port: server.port })
  cleanups.push(() => back.close())
  await eventually(() => arrivedAt(back).at(-1)?.seq === 3, again.log)
  // What was acknowledged just before the kill may come again (contract §1: a duplicate changes nothing); each badge once.
  expect(
    arrivedAt(back)
      .map(({ seq }) => seq)
      .slice(-2),
  ).toEqual([2, 3])
  peer.say(badge(4, 20_000, 3))
  await eventually(() => arrivedAt(back).at(-1)?.seq === 4, again.log)
  expect(arrivedAt(back).at(-1)?.offline).toBeUndefined()
})
