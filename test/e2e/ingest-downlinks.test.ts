/** What comes down: verdicts, standing, config, list, time (contract §1, Down). Real broker and ingest. */
import type { MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterEach, expect, test } from 'vitest'
import { type Downlink, DownlinkSchemas } from '#server/contract/downlink.ts'
import { downTopic } from '#server/contract/topics.ts'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { poll } from '#test/support/poll.ts'
import { connectPacket, rawClient } from '#test/support/raw-client.ts'
import { tinyCore } from '#test/support/tiny-core.ts'
import {
  acknowledged,
  badge,
  directoryEntries,
  hello,
  type Lab,
  SITE,
  up,
  uplinkLab,
} from '#test/support/uplink-lab.ts'

let lab: Lab
let ledger: MemoryLedger

type Heard = { type: Downlink['type']; payload: Record<string, unknown>; qos: number; retain: boolean }

async function open(): Promise<{ client: MqttClient; heard: Heard[] }> {
  ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1', 's2'])) ledger.writeElsewhere(entry)
  lab = await uplinkLab({ core: tinyCore, ledger })
  const client = await lab.connect()
  return { client, heard: await listen(client, 's1') }
}
afterEach(() => lab.close())

async function listen(client: MqttClient, station: string): Promise<Heard[]> {
  const heard: Heard[] = []
  client.on('message', (topic, payload, { qos, retain }) => {
    const type = topic.split('/').at(-1) as Downlink['type']
    heard.push({ type, payload: DownlinkSchemas[type].parse(JSON.parse(payload.toString())), qos, retain })
  })
  await client.subscribeAsync(downTopic(SITE, station, '#'), { qos: 1 })
  return heard
}
const only = (heard: Heard[], type: Downlink['type']) => heard.filter(one => one.type === type)
const say = (client: MqttClient, type: string, value: unknown) =>
  acknowledged(client, up('s1', type), JSON.stringify(value))

test('after a subscription: standing, and the retained config and list, all at QoS 1', async () => {
  const { heard } = await open()
  await poll('standing, config and list', () => heard.length >= 3)
  expect(only(heard, 'verdict')[0]?.payload).toMatchObject({ for: null, verdict: 'ended', reason: null, session: null })
  expect(only(heard, 'config')[0]).toMatchObject({ retain: true, payload: { sample_ms: 1_000, run_on_mA: 600 } })
  expect(only(heard, 'list')[0]?.payload).toMatchObject({ entries: [['a'.repeat(16), expect.any(Number)]] })
  expect(heard.every(one => one.qos === 1)).toBe(true)
})

test('a badge gets its verdict after the commit, and again when it comes again', async () => {
  const { client, heard } = await open()
  await say(client, 'hello', hello())
  await say(client, 'badge', badge(1))
  const answers = () => only(heard, 'verdict').filter(one => one.payload.for !== null)
  await poll('the verdict', () => answers().length === 1)
  await say(client, 'badge', badge(1))
  await poll('the verdict again', () => answers().length === 2)
  expect(answers()[0]?.payload).toEqual(answers()[1]?.payload)
  expect(answers()[0]?.payload).toMatchObject({ for: { boot: 1, seq: 1 }, verdict: 'granted' })
})

test('a badge twice in one group is answered twice', async () => {
  const { client, heard } = await open()
  await Promise.all([say(client, 'hello', hello()), say(client, 'badge', badge(1)), say(client, 'badge', badge(1))])
  await poll('both verdicts', () => only(heard, 'verdict').filter(one => one.payload.for !== null).length === 2)
})

test('time follows a hello', async () => {
  const { client, heard } = await open()
  await say(client, 'hello', hello())
  const [time] = await poll('time', () => only(heard, 'time').length > 0 && only(heard, 'time'))
  expect(Math.abs(Number(time?.payload.epoch_ms) - Date.now())).toBeLessThan(60_000)
})

test('a changed directory: config and list come again with a larger version, the others of the site stay as they are', async () => {
  const { client, heard } = await open()
  const other = await listen(await lab.connect('lab.s2'), 's2')
  await poll('the first list', () => only(heard, 'list').length === 1 && only(other, 'list').length === 1)
  await lab.ingest.act({ entry: { type: 'lockout', machine: 'm-s1', by: 'chief', why: 'belt', at_ms: Date.now() } })
  await poll('the second list', () => only(heard, 'list').length === 2)
  const [first, second] = only(heard, 'list')
  expect(second?.payload.entries).toEqual([])
  expect(Number(second?.payload.version)).toBeGreaterThan(Number(first?.payload.version))
  expect(await say(client, 'hello', hello())).toBe(true)
  expect(only(other, 'list')).toHaveLength(1)
})

test('an act the core refuses rejects, and what follows goes on', async () => {
  const { client } = await open()
  const bad_act = { type: 'lockout', machine: 'm-s1', by: 'chief', why: 1n as never, at_ms: 1 } as const
  await expect(lab.ingest.act({ entry: bad_act })).rejects.toThrow()
  expect(await say(client, 'hello', hello())).toBe(true)
})

test('what goes down carries identifiers of its own, whichever way it takes, and reaches who subscribed in whichever way', async () => {
  const { client } = await open()
  const raw = await rawClient(lab.port)
  raw.send(connectPacket(`${SITE}.gw`, 'token-gw'))
  await poll('CONNACK', () => raw.heard.length > 0)
  const plainly = { topic: downTopic(SITE, 's2', 'verdict'), qos: 0 } as const
  const subscriptions = [{ topic: downTopic(SITE, 's1', '#'), qos: 1 } as const, plainly]
  raw.send(generate({ cmd: 'subscribe', messageId: 9, subscriptions } as never))
  const down = () => raw.heard.filter(packet => packet.cmd === 'publish')
  const verdicts = (of: string) => down().filter(({ topic }) => topic === downTopic(SITE, of, 'verdict'))
  await poll('standing, config and list', () => down().length >= 4)
  await say(client, 'hello', hello())
  for (let seq = 1; seq <= 20; seq++) {
    await say(client, 'badge', badge(seq))
    // Retained, and so through Aedes.
    if (seq === 10)
      await lab.ingest.act({ entry: { type: 'lockout', machine: 'm-s1', by: 'chief', why: 'belt', at_ms: Date.now() } })
  }
  await poll('all verdicts', () => verdicts('s1').length === 21)
  await poll('the second list', () => down().filter(({ topic }) => topic.endsWith('/list')).length === 2)
  const ids = down().flatMap(({ qos, messageId }) => (qos === 0 ? [] : [messageId]))
  // One count for both ways: two would give one identifier to two packets in flight.
  expect(ids.slice(1)).toEqual(ids.slice(0, -1).map(id => (Number(id) % 65_535) + 1))
  expect(verdicts('s2')).toMatchObject([{ qos: 0 }])

  raw.send(generate({ cmd: 'unsubscribe', messageId: 10, unsubscriptions: [downTopic(SITE, 's1', '#')] }))
  await poll('UNSUBACK', () => raw.heard.some(({ cmd }) => cmd === 'unsuback'))
  const before = down().length
  await say(client, 'badge', badge(21))
  await lab.broker.publish({ station: 's2', type: 'time', payload: { epoch_ms: 1 } }, { retain: false })
  raw.send(generate({ cmd: 'pingreq' }))
  await poll('PINGRESP', () => raw.heard.some(({ cmd }) => cmd === 'pingresp'))
  expect(down()).toHaveLength(before)
  raw.socket.destroy()
})
