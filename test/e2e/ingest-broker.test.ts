/** Contract §1, who connects, rights and limits, against the real broker over real sockets. */
import mqtt from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { downTopic, PACKET_LIMIT_BYTES_MAX } from '#server/contract/topics.ts'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { poll } from '#test/support/poll.ts'
import { connectPacket, publishPacket, rawClient } from '#test/support/raw-client.ts'
import { tinyCore } from '#test/support/tiny-core.ts'
import {
  acknowledged,
  directoryEntries,
  hello,
  type Lab,
  SITE,
  sample,
  up,
  uplinkLab,
} from '#test/support/uplink-lab.ts'

let lab: Lab
let ledger: MemoryLedger
const hints: [station: string, online: boolean][] = []

beforeEach(async () => {
  hints.length = 0
  ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1', 's2', 's3'])) ledger.writeElsewhere(entry)
  const onPresence = (station: string, online: boolean): void => void hints.push([station, online])
  lab = await uplinkLab({ core: tinyCore, ledger, broker: { onPresence } })
})
afterEach(() => lab.close())

const ups = () => ledger.journal.filter(line => line.kind === 'up')
const closing = (client: mqtt.MqttClient): Promise<void> =>
  new Promise(resolve => client.once('close', () => resolve()))
const HELLO = JSON.stringify(hello())

describe('who connects', () => {
  const refused: [name: string, options: mqtt.IClientOptions, code: number][] = [
    ['a wrong token', { password: 'token-s2' }, 4],
    ['no token', { password: undefined as never }, 4],
    ['no user name', { username: undefined as never, password: undefined as never }, 5],
    ['another client id than its principal', { clientId: 'lab.s2' }, 5],
    ['a principal of another site', { clientId: 'other.s1', username: 'other.s1' }, 4],
  ]
  test.each(refused)('%s is refused and audited', async (_name, options, code) => {
    await expect(lab.connect('lab.s1', options)).rejects.toMatchObject({ code })
    expect(lab.audited.map(event => event.refusal)).toEqual(['connect'])
  })

  test('MQTT-3.1.2-24: one that falls silent beyond its keep alive is closed', async () => {
    const client = await rawClient(lab.port)
    client.send(connectPacket('lab.s1', 'token-s1', 1))
    client.send(publishPacket(up('s1', 'hello'), HELLO, 1))
    await poll('the connection to close', () => client.closed)
    expect(client.heard.map(packet => packet.cmd)).toEqual(['connack', 'puback'])
  })

  test('the right credential replaces the first connection, a wrong one leaves it alone', async () => {
    const first = await lab.connect()
    await expect(lab.connect('lab.s1', { password: 'guess' })).rejects.toMatchObject({ code: 4 })
    expect(await acknowledged(first, up('s1', 'hello'), HELLO)).toBe(true)
    const closed = closing(first)
    const second = await lab.connect()
    await closed
    expect(await acknowledged(second, up('s1', 'sample'), JSON.stringify(sample(1)))).toBe(true)
    expect(lab.broker.connected()).toBe(1)
  })

  test('a token that was replaced: whoever came with it is closed, whoever came with the new one stays', async () => {
    const client = await lab.connect()
    lab.broker.disconnect('lab.s1', 'token-s1')
    expect(await acknowledged(client, up('s1', 'hello'), HELLO)).toBe(true)
    const closed = closing(client)
    lab.broker.disconnect('lab.s1', 'a newer one')
    await closed
  })

  test('sessions are clean, whatever the client asks for', async () => {
    const first = await lab.connect('lab.s1', { clean: false })
    await first.subscribeAsync(downTopic(SITE, 's1', '#'), { qos: 1 })
    await first.endAsync(true)
    const again = mqtt.connect(`mqtt://127.0.0.1:${lab.port}`, {
      ...{ clientId: 'lab.s1', username: 'lab.s1', password: 'token-s1', clean: false, reconnectPeriod: 0 },
    })
    const connack = await new Promise<mqtt.IConnackPacket>(resolve => again.once('connect', resolve))
    expect(connack.sessionPresent).toBe(false)
    await again.endAsync(true)
  })
})

describe('rights', () => {
  const foreign = [
    up('s2', 'hello'),
    'navette/1/other/s1/up/hello',
    'navette/2/lab/s1/up/hello',
    downTopic(SITE, 's1', 'verdict'),
    downTopic(SITE, 's1', 'command'),
    'navette/1/lab/s1/up',
    'navette/1/lab/s1/up/hello/more',
    '$SYS/x',
    'navette/1/lab/S1/up/hello',
  ]
  test.each(foreign)('a publish to %s closes the connection: no PUBACK, nothing stored, audited', async topic => {
    const client = await lab.connect()
    expect(await acknowledged(client, topic, HELLO)).toBe(false)
    expect(ups()).toEqual([])
    expect(ledger.quarantine).toEqual([])
    expect(lab.audited).toMatchObject([{ refusal: 'publish-foreign', principal: 'lab.s1', detail: topic }])
  })

  test.each(['#', '+'])('a wildcard in a published topic (%s) closes and is audited', async wildcard => {
    const client = await rawClient(lab.port)
    client.send(connectPacket('lab.s1', 'token-s1'))
    client.send(publishPacket(`navette/1/lab/s1/up/${wildcard}`, HELLO, 1))
    await poll('the connection to close', () => client.closed)
    expect(client.heard.map(packet => packet.cmd)).toEqual(['connack'])
    expect(lab.audited).toMatchObject([{ refusal: 'publish-wildcard', principal: 'lab.s1' }])
  })

  test('a retained uplink is not retained', async () => {
    const client = await lab.connect()
    await client.publishAsync(up('s1', 'hello'), HELLO, { qos: 1, retain: true })
    expect(ups()).toHaveLength(1)
  })

  test('subscriptions: own down/ alone, foreign ones 128 and audited', async () => {
    const client = await lab.connect()
    const filters = [
      downTopic(SITE, 's1', '#'),
      downTopic(SITE, 's2', '#'),
      downTopic(SITE, 's1', '+'),
      up('s1', '#'),
      '#',
      'navette/1/lab/+/down/#',
      '$SYS/#',
    ]
    const granted: number[] = []
    for (const filter of filters) {
      const [answer] = await client.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }])
      granted.push(answer?.qos ?? -1)
    }
    expect(granted).toEqual([1, 128, 128, 128, 128, 128, 128])
    expect(lab.audited.map(event => event.refusal)).toEqual(Array(6).fill('subscribe-foreign'))
  })

  test('a gateway speaks for its stations and itself, for no other', async () => {
    const gateway = await lab.connect('lab.gw')
    expect(await acknowledged(gateway, up('s1', 'hello'), HELLO)).toBe(true)
    expect(await acknowledged(gateway, up('s2', 'hello'), HELLO)).toBe(true)
    expect(await acknowledged(gateway, up('gw', 'presence'), '{"online":true}')).toBe(true)
    const [answer] = await gateway.subscribeAsync(downTopic(SITE, 's2', '#'), { qos: 1 })
    expect(answer?.qos).toBe(1)
    expect(await acknowledged(gateway, up('s3', 'hello'), HELLO)).toBe(false)
    expect(ups().map(line => line.station)).toEqual(['s1', 's2'])
    expect(hints).toEqual([['gw', true]])
  })
})

describe('presence', () => {
  test('acknowledged at once and never journalled, even while a commit waits', async () => {
    const client = await lab.connect()
    ledger.hold = new Promise(() => undefined)
    expect(await acknowledged(client, up('s1', 'presence'), '{"online":true}')).toBe(true)
    ledger.hold = null
    expect(ledger.journal.filter(line => line.type === 'presence')).toEqual([])
  })

  test('a will speaks when the connection breaks', async () => {
    const will = {
      topic: up('s1', 'presence'),
      payload: Buffer.from('{"online":false}'),
      qos: 1,
      retain: true,
    } as const
    const client = await lab.connect('lab.s1', { will })
    client.stream.destroy()
    await poll('the hint', () => hints.length > 0)
    expect(hints).toEqual([['s1', false]])
  })

  test('a will about anything else is dropped and audited', async () => {
    const will = {
      topic: up('s2', 'presence'),
      payload: Buffer.from('{"online":false}'),
      qos: 1,
      retain: false,
    } as const
    const client = await lab.connect('lab.s1', { will })
    client.stream.destroy()
    await poll('the audit', () => lab.audited.length > 0)
    expect(lab.audited).toMatchObject([{ refusal: 'will', principal: 'lab.s1' }])
    expect(hints).toEqual([])
  })
})

describe('limits', () => {
  const topic = up('s1', 'weather')

  test('payload and topic of 16 384 bytes are taken, one byte more closes', async () => {
    const client = await lab.connect()
    const fits = PACKET_LIMIT_BYTES_MAX - topic.length
    expect(await acknowledged(client, topic, Buffer.alloc(fits, 0x20))).toBe(true)
    expect(await acknowledged(client, topic, Buffer.alloc(fits + 1, 0x20))).toBe(false)
    expect(lab.audited).toMatchObject([{ refusal: 'packet', principal: 'lab.s1', detail: 'packet-too-long' }])
    expect(ledger.quarantine).toHaveLength(1)
  })

  const unauthenticated: [name: string, bytes: Buffer][] = [
    ['a CONNECT of 16 MiB, from its header alone', Buffer.from([0x10, 0xff, 0xff, 0xff, 0x07])],
    ['a length of five bytes', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01])],
    ['anything but CONNECT', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ]
  test.each(unauthenticated)('before authentication %s closes', async (_name, bytes) => {
    const client = await rawClient(lab.port)
    client.send(bytes)
    await poll('the connection to close', () => client.closed)
    expect(client.heard).toEqual([])
    expect(lab.audited).toMatchObject([{ refusal: 'packet', principal: null }])
  })

  test('what follows CONNECT waits outside until the client is known, then all of it is heard', async () => {
    const client = await rawClient(lab.port)
    const packets = [connectPacket('lab.s1', 'token-s1'), publishPacket(up('s1', 'hello'), HELLO, 1)]
    for (let i = 1; i < 400; i++) packets.push(publishPacket(up('s1', 'sample'), JSON.stringify(sample(i)), i + 1))
    client.send(Buffer.concat(packets))
    await poll('all acknowledgements', () => client.heard.length === 401)
    expect(ups()).toHaveLength(400)
  })

  test('a byte at a time is as good as all at once', async () => {
    const client = await rawClient(lab.port)
    client.socket.setNoDelay(true)
    const bytes = Buffer.concat([
      connectPacket('lab.s1', 'token-s1'),
      publishPacket(up('s1', 'hello'), HELLO, 1),
      Buffer.from([0xc0, 0x00]),
    ])
    for (const byte of bytes) client.send(Uint8Array.of(byte))
    await poll('CONNACK, PUBACK and PINGRESP', () => client.heard.length === 3)
    expect(ups()).toHaveLength(1)
  })

  test('thousands of unacknowledged publishes: reading pauses, nobody is disconnected, all are committed in order', async () => {
    const client = await rawClient(lab.port)
    let release = (): void => undefined
    ledger.hold = new Promise(resolve => {
      release = resolve
    })
    client.send(connectPacket('lab.s1', 'token-s1'))
    client.send(publishPacket(up('s1', 'hello'), HELLO, 1))
    const count = 3_000
    for (let i = 1; i < count; i++) client.send(publishPacket(up('s1', 'sample'), JSON.stringify(sample(i)), i + 1))
    await poll('CONNACK', () => client.heard.length === 1)
    const other = await lab.connect('lab.s2')
    expect(await acknowledged(other, up('s2', 'presence'), '{"online":true}')).toBe(true)
    expect(client.closed).toBe(false)
    release()
    await poll('all acknowledgements', () => client.heard.length === count + 1)
    expect(client.heard.slice(1).map(packet => packet.messageId)).toEqual(
      Array.from({ length: count }, (_, i) => i + 1),
    )
    expect(ups().map(line => line.seq)).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  test('a stalled subscriber is cut and holds up nobody', async () => {
    const stalled = await lab.connect('lab.s2')
    await stalled.subscribeAsync(downTopic(SITE, 's2', '#'), { qos: 1 })
    stalled.stream.pause()
    const entries = Array.from({ length: 2_000 }, (_, i): [string, number] => [i.toString(16).padStart(16, '0'), 1])
    const list = { version: 1, issued_at_ms: 1, valid_until_ms: 1, entries }
    for (let i = 0; i < 300; i++) {
      void lab.broker.publish({ station: 's2', type: 'list', payload: list }, { retain: false }).catch(() => undefined)
    }
    const client = await lab.connect()
    expect(await acknowledged(client, up('s1', 'hello'), HELLO)).toBe(true)
    await poll('the stalled one to be cut', () => lab.broker.connected() === 1)
  })
})
