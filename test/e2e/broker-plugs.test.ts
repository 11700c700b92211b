/** Contract §1 "rights": a paired plug and its gateway alone use `plug/<site>/<id>/#`, and nothing there reaches ingest. */
import type { MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Grant } from '#server/broker/broker.ts'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { poll } from '#test/support/poll.ts'
import { tinyCore } from '#test/support/tiny-core.ts'
import { acknowledged, directoryEntries, type Lab, SITE, up, uplinkLab } from '#test/support/uplink-lab.ts'

const GRANTS: Record<string, Grant> = {
  s1: { kind: 'station', id: 's1', stations: ['s1'], credential: 's1' },
  gw: { kind: 'gateway', id: 'gw', stations: ['s1'], credential: 'gw' },
  gw2: { kind: 'gateway', id: 'gw2', stations: [], credential: 'gw2' },
  p1: { kind: 'plug', id: 'p1', stations: [], credential: 'p1' },
  p2: { kind: 'plug', id: 'p2', stations: [], credential: 'p2' },
}

let lab: Lab
let ledger: MemoryLedger
let pairs: Map<string, string>

beforeEach(async () => {
  ledger = new MemoryLedger()
  pairs = new Map([
    ['p1', 'gw'],
    ['p2', 'gw2'],
  ])
  for (const entry of directoryEntries(['s1'])) ledger.writeElsewhere(entry)
  const authenticate = (principal: string, token: string): Grant | null => {
    const id = principal.slice(SITE.length + 1)
    return token === `token-${id}` ? (GRANTS[id] ?? null) : null
  }
  lab = await uplinkLab({
    core: tinyCore,
    ledger,
    broker: { authenticate, gatewayOf: plug => pairs.get(plug) ?? null },
  })
})
afterEach(() => lab.close())

type Heard = [topic: string, payload: string, retain: boolean][]
const listen = (client: MqttClient): Heard => {
  const heard: Heard = []
  client.on('message', (topic, payload, packet) => void heard.push([topic, payload.toString(), packet.retain]))
  return heard
}
const granted = async (client: MqttClient, filter: string): Promise<number | undefined> =>
  (await client.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }]))[0]?.qos

test.each([0, 1] as const)('a plug and its gateway hear one another at QoS %i, and ingest hears neither', async qos => {
  const plug = await lab.connect('lab.p1')
  const gateway = await lab.connect('lab.gw')
  const [of_plug, of_gateway] = [listen(plug), listen(gateway)]
  expect(await granted(plug, 'plug/lab/p1/rpc')).toBe(1)
  expect(await granted(gateway, 'plug/lab/p1/#')).toBe(1)
  await plug.publishAsync('plug/lab/p1/events/rpc', '{"up":1}', { qos })
  await gateway.publishAsync('plug/lab/p1/rpc', '{"down":1}', { qos })
  await poll('both', () => of_plug.length > 0 && of_gateway.length > 0)
  expect(of_plug).toEqual([['plug/lab/p1/rpc', '{"down":1}', false]])
  expect(of_gateway[0]).toEqual(['plug/lab/p1/events/rpc', '{"up":1}', false])
  expect(ledger.journal.filter(line => line.kind === 'up')).toEqual([])
  expect(ledger.quarantine).toEqual([])
  expect(lab.audited).toEqual([])
})

test('more messages than may be in flight go through, at QoS 0 too', async () => {
  const plug = await lab.connect('lab.p1')
  const gateway = await lab.connect('lab.gw')
  const heard = listen(gateway)
  await granted(gateway, 'plug/lab/p1/#')
  for (let n = 0; n < 600; n += 1) plug.publish('plug/lab/p1/tele/SENSOR', String(n), { qos: n % 2 === 0 ? 0 : 1 })
  await poll('all of them', () => heard.length === 600)
  expect(new Set(heard.map(([, payload]) => payload)).size).toBe(600)
})

test('a retained power command is not kept: a plug that connects later hears nothing of it', async () => {
  const gateway = await lab.connect('lab.gw')
  await gateway.publishAsync('plug/lab/p1/cmnd/POWER', 'ON', { qos: 1, retain: true })
  const plug = await lab.connect('lab.p1')
  const heard = listen(plug)
  await granted(plug, 'plug/lab/p1/cmnd/#')
  await gateway.publishAsync('plug/lab/p1/cmnd/POWER', 'OFF', { qos: 1, retain: true })
  await poll('the live command', () => heard.length > 0)
  expect(heard).toEqual([['plug/lab/p1/cmnd/POWER', 'OFF', false]])
})

test("a plug's will reaches its gateway, and is not kept", async () => {
  const will = { topic: 'plug/lab/p1/tele/LWT', payload: Buffer.from('Offline'), qos: 1, retain: true } as const
  const plug = await lab.connect('lab.p1', { will })
  const gateway = await lab.connect('lab.gw')
  const heard = listen(gateway)
  await granted(gateway, 'plug/lab/p1/#')
  plug.stream.destroy()
  await poll('the will', () => heard.length > 0)
  expect(heard).toEqual([['plug/lab/p1/tele/LWT', 'Offline', false]])
})

test("a will for another's plug is dropped and audited", async () => {
  const will = { topic: 'plug/lab/p1/cmnd/POWER', payload: Buffer.from('ON'), qos: 1, retain: false } as const
  const stranger = await lab.connect('lab.p2', { will })
  const gateway = await lab.connect('lab.gw')
  const heard = listen(gateway)
  await granted(gateway, 'plug/lab/p1/#')
  stranger.stream.destroy()
  await poll('the audit', () => lab.audited.length > 0)
  await gateway.publishAsync('plug/lab/p1/marker', '', { qos: 1 })
  await poll('what came after it', () => heard.length > 0)
  expect(lab.audited).toMatchObject([{ refusal: 'will', principal: 'lab.p2' }])
  expect(heard.map(([topic]) => topic)).toEqual(['plug/lab/p1/marker'])
})

describe('nobody else', () => {
  const foreign: [principal: string, topic: string][] = [
    ['p2', 'plug/lab/p1/cmnd/POWER'],
    ['gw2', 'plug/lab/p1/cmnd/POWER'],
    ['s1', 'plug/lab/p1/cmnd/POWER'],
    ['p1', 'plug/other/p1/tele/SENSOR'],
    ['p1', 'plug/lab/p1'],
    ['p1', 'tasmota/discovery/x/config'],
    ['p1', up('s1', 'hello')],
    ['p1', up('p1', 'presence')],
    ['gw', 'plug/lab/p9/cmnd/POWER'],
  ]
  test.each(foreign)('%s publishes to %s: closed, audited, not stored', async (id, topic) => {
    const client = await lab.connect(`lab.${id}`)
    expect(await acknowledged(client, topic, 'ON')).toBe(false)
    expect(lab.audited).toMatchObject([{ refusal: 'publish-foreign', principal: `lab.${id}`, detail: topic }])
    expect(ledger.journal.filter(line => line.kind === 'up')).toEqual([])
    expect(ledger.quarantine).toEqual([])
  })

  const filters: [principal: string, filter: string][] = [
    ['p2', 'plug/lab/p1/#'],
    ['gw2', 'plug/lab/p1/#'],
    ['s1', 'plug/lab/p1/#'],
    ['gw', 'plug/lab/#'],
    ['gw', 'plug/lab/+/tele/SENSOR'],
    ['p1', 'plug/+/p1/#'],
    ['p1', 'plug/#'],
    ['p1', 'navette/1/lab/s1/down/#'],
    ['p1', 'navette/1/lab/p1/down/#'],
    ['p1', '#'],
  ]
  test.each(filters)('%s subscribes to %s: 128 and audited', async (id, filter) => {
    const client = await lab.connect(`lab.${id}`)
    expect(await granted(client, filter)).toBe(128)
    expect(lab.audited).toMatchObject([{ refusal: 'subscribe-foreign', principal: `lab.${id}`, detail: filter }])
  })
})

test('a pairing that moves to another gateway takes what the first one could hear and say', async () => {
  const plug = await lab.connect('lab.p1')
  const gateway = await lab.connect('lab.gw')
  const heard = listen(gateway)
  await granted(gateway, 'plug/lab/p1/#')
  pairs.set('p1', 'gw2')
  const second = await lab.connect('lab.gw2')
  const second_heard = listen(second)
  expect(await granted(second, 'plug/lab/p1/#')).toBe(1)
  await plug.publishAsync('plug/lab/p1/status/switch:0', '{}', { qos: 1 })
  await poll('the new gateway', () => second_heard.length > 0)
  expect(heard).toEqual([])
  expect(await acknowledged(gateway, 'plug/lab/p1/rpc', '{}')).toBe(false)
})
