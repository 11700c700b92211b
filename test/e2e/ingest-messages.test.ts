/** Contract §1 over real sockets: the promise of PUBACK, identity, quarantine, batch. Real broker and ingest. */
import type { MqttClient } from 'mqtt'
import { afterEach, describe, expect, test } from 'vitest'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { poll } from '#test/support/poll.ts'
import { POISON_MA, tinyCore } from '#test/support/tiny-core.ts'
import {
  acknowledged,
  badge,
  directoryEntries,
  hello,
  type Lab,
  sample,
  up,
  uplinkLab,
} from '#test/support/uplink-lab.ts'

let lab: Lab
let ledger: MemoryLedger

async function open(): Promise<MqttClient> {
  ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1', 's2'])) ledger.writeElsewhere(entry)
  lab = await uplinkLab({ core: tinyCore, ledger })
  return lab.connect()
}
afterEach(() => lab.close())

const say = (client: MqttClient, type: string, value: unknown, station = 's1'): Promise<boolean> =>
  acknowledged(client, up(station, type), JSON.stringify(value))

const ups = () => ledger.journal.filter(line => line.kind === 'up')

describe('PUBACK means committed', () => {
  test('no acknowledgement before the commit, all of them after it and in order', async () => {
    const client = await open()
    let release = (): void => undefined
    ledger.hold = new Promise(resolve => {
      release = resolve
    })
    const order: number[] = []
    const all = [hello(), sample(1), sample(2), sample(3)].map(async (message, i) => {
      await say(client, i === 0 ? 'hello' : 'sample', message)
      order.push(i)
      return ups().some(({ seq }) => seq === i)
    })
    await poll('the group to reach the ledger', () => lab.broker.connected() === 1 && client.getLastMessageId() > 3)
    expect(order).toEqual([])
    release()
    // One commit or two: that is for the machine to say
    expect(await Promise.all(all)).toEqual([true, true, true, true])
    expect(order).toEqual([0, 1, 2, 3])
  })

  test('messages that arrive together share a commit', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    const before = ledger.commits.length
    await Promise.all(Array.from({ length: 100 }, (_, i) => say(client, 'sample', sample(i + 1))))
    expect(ups()).toHaveLength(101)
    expect(ledger.commits.length - before).toBeLessThan(50)
  })

  test('disk full: nothing is acknowledged, connections close, CONNECT is answered with 3; then it works again', async () => {
    const client = await open()
    const idle = await lab.connect('lab.s2')
    const idle_closed = new Promise<void>(resolve => idle.once('close', () => resolve()))
    ledger.refuse = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    expect(await say(client, 'hello', hello())).toBe(false)
    await idle_closed
    await expect(lab.connect()).rejects.toMatchObject({ code: 3 })
    expect(lab.ingest.accepting()).toBe(false)
    ledger.refuse = null
    await poll('commits to work again', () => lab.ingest.accepting())
    const again = await lab.connect()
    expect(await say(again, 'hello', hello())).toBe(true)
    expect(ups()).toHaveLength(1)
    expect(ledger.quarantine).toEqual([])
  })

  test('disk full: room for a small commit is not yet room for what has to be committed', async () => {
    const client = await open()
    ledger.refuse = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    ledger.room_bytes = 4_096
    expect(
      await say(client, 'batch', {
        messages: [hello(), sample(1)].map((one, i) => ({ type: i === 0 ? 'hello' : 'sample', ...one })),
      }),
    ).toBe(false)
    ledger.refuse = null
    await poll('some probes', () => ledger.reserved.length >= 3)
    expect(lab.ingest.accepting()).toBe(false)
    expect(Math.min(...ledger.reserved)).toBeGreaterThan(4_096)
    ledger.room_bytes = Number.POSITIVE_INFINITY
    await poll('commits to work again', () => lab.ingest.accepting())
    expect(await say(await lab.connect(), 'hello', hello())).toBe(true)
  })

  test('a poisoned message is quarantined alone, its neighbours of the same group are committed', async () => {
    const client = await open()
    const acks = await Promise.all([
      say(client, 'hello', hello()),
      say(client, 'sample', sample(1)),
      say(client, 'sample', sample(2, POISON_MA)),
      say(client, 'sample', sample(3)),
    ])
    expect(acks).toEqual([true, true, true, true])
    expect(ups().map(line => line.seq)).toEqual([0, 1, 3])
    expect(ledger.quarantine.map(row => [row.reason, row.seq])).toEqual([['internal', 2]])
  })

  test('another writer in between: reloaded, folded again, committed once', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    ledger.writeElsewhere({ type: 'lockout', machine: 'm-s1', by: 'chief', why: 'belt', at_ms: 1 })
    expect(await say(client, 'sample', sample(1))).toBe(true)
    expect(lab.ingest.directory().locks.has('m-s1')).toBe(true)
    expect(ups()).toHaveLength(2)
  })

  test('another writer while nothing arrives is seen too', async () => {
    await open()
    ledger.writeElsewhere({ type: 'lockout', machine: 'm-s1', by: 'chief', why: 'belt', at_ms: 1 })
    await poll('the lock in the directory', () => lab.ingest.directory().locks.has('m-s1'), 1_000)
  })
})

describe('identity', () => {
  test('the same again, other key order and white space: acknowledged, changes nothing', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    const message = sample(1)
    await say(client, 'sample', message)
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries(message).reverse()), null, 2)
    expect(await acknowledged(client, up('s1', 'sample'), shuffled)).toBe(true)
    expect(ups()).toHaveLength(2)
    expect(ledger.quarantine).toEqual([])
  })

  test('duplicates are found in the uncommitted group too', async () => {
    const client = await open()
    await Promise.all([
      say(client, 'hello', hello()),
      say(client, 'sample', sample(1)),
      say(client, 'sample', sample(1)),
    ])
    expect(ups().map(line => line.seq)).toEqual([0, 1])
  })

  test('same identity, other content or other type: quarantine once, alarm once, still acknowledged', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    await say(client, 'sample', sample(1))
    for (let i = 0; i < 2; i++) expect(await say(client, 'sample', sample(1, 999))).toBe(true)
    expect(await say(client, 'button', { ...sample(1), action: 'end' })).toBe(true)
    expect(ledger.quarantine.map(row => row.reason)).toEqual(['contradiction', 'contradiction'])
    const alerts = lab.announced.flatMap(({ effects }) => effects).filter(({ effect }) => effect.kind === 'alert')
    expect(alerts).toHaveLength(2)
    expect(ledger.commits.flatMap(group => group.alerts ?? [])).toHaveLength(2)
  })

  test('an unseen seq below the last folded one and a lower boot are late: journalled, not folded', async () => {
    const client = await open()
    await say(client, 'hello', hello(5))
    await say(client, 'sample', sample(4, 100, 5))
    await say(client, 'sample', sample(2, 100, 5))
    await say(client, 'hello', hello(4))
    expect(ups().map(line => [line.boot, line.seq, line.disposition])).toEqual([
      [5, 0, 'folded'],
      [5, 4, 'folded'],
      [5, 2, 'late'],
      [4, 0, 'late'],
    ])
  })

  test('what was quarantined stays a duplicate, other content under its identity is judged anew', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    await say(client, 'sample', sample(5))
    const fell = { ...sample(6), up_ms: 20 }
    await say(client, 'sample', fell)
    await say(client, 'sample', sample(7))
    await say(client, 'sample', fell)
    expect(ledger.quarantine.map(row => [row.reason, row.seq])).toEqual([['up-ms-fell', 6]])
    await say(client, 'sample', sample(6))
    expect(ups().map(line => [line.seq, line.disposition])).toEqual([
      [0, 'folded'],
      [5, 'folded'],
      [7, 'folded'],
      [6, 'late'],
    ])
  })

  test('a station that is not in the directory is quarantined', async () => {
    await open()
    const stranger = await lab.connect('lab.nobody')
    expect(await say(stranger, 'hello', hello(), 'nobody')).toBe(true)
    expect(ledger.quarantine.map(row => row.reason)).toEqual(['unknown-station'])
  })
})

describe('bad content is quarantined with its reason and acknowledged', () => {
  const good = JSON.stringify(sample(1))
  const cases: [name: string, type: string, payload: string | Buffer, reason: string][] = [
    ['empty', 'sample', '', 'not-json'],
    ['truncated', 'sample', good.slice(0, -5), 'not-json'],
    ['not UTF-8', 'sample', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not-utf8'],
    ['not JSON', 'sample', 'current=5', 'not-json'],
    ['NaN', 'sample', good.replace('100', 'NaN'), 'not-json'],
    ['beyond a double', 'sample', good.replace('100', '1e999'), 'schema'],
    ['an array', 'sample', '[1,2]', 'schema'],
    ['null', 'sample', 'null', 'schema'],
    ['deeply nested', 'sample', `${'['.repeat(8_000)}${']'.repeat(8_000)}`, 'too-deep'],
    ['deep in an extra field', 'sample', good.replace('{', `{"x":${'['.repeat(50)}${']'.repeat(50)},`), 'too-deep'],
    ['wrong type', 'sample', good.replace('100', '"100"'), 'schema'],
    ['negative', 'sample', good.replace('100', '-1'), 'schema'],
    ['huge', 'sample', good.replace('100', '1000001'), 'schema'],
    ['fraction of a mA', 'sample', good.replace('100', '1.5'), 'schema'],
    ['boot 0', 'sample', good.replace('"boot":1', '"boot":0'), 'schema'],
    ['boot beyond 32 bits', 'sample', good.replace('"boot":1', '"boot":4294967296'), 'schema'],
    ['hello with a seq', 'hello', JSON.stringify({ ...hello(), seq: 1 }), 'schema'],
    ['a type that contradicts the topic', 'sample', good.replace('{', '{"type":"badge",'), 'schema'],
    ['a raw UID for a badge', 'badge', JSON.stringify({ ...badge(1), badge: '04A2B3C4D5E680' }), 'schema'],
    ['unknown type', 'weather', '{"boot":1,"seq":1}', 'unknown-type'],
    ['the prototype of all types', 'constructor', good, 'unknown-type'],
    ['a prototype', 'sample', '{"__proto__":{"boot":1}}', 'schema'],
    ['presence that is none', 'presence', '{"online":"yes"}', 'schema'],
    ['a batch of nothing', 'batch', '{"messages":[]}', 'schema'],
    ['a batch that is none', 'batch', '{"messages":{}}', 'schema'],
    ['a batch beyond 100', 'batch', JSON.stringify({ messages: Array(101).fill(1) }), 'schema'],
  ]
  test.each(cases)('%s', async (_name, type, payload, reason) => {
    const client = await open()
    expect(await acknowledged(client, up('s1', type), payload)).toBe(true)
    expect(await acknowledged(client, up('s1', type), payload)).toBe(true)
    expect(ledger.quarantine.map(row => row.reason)).toEqual([reason])
    expect(ledger.quarantine[0]?.payload).toEqual(Buffer.from(payload))
    expect(ups()).toEqual([])
    expect(await say(client, 'hello', hello())).toBe(true)
  })

  test('clocks from 1970 and from next year are refused never', async () => {
    const client = await open()
    await say(client, 'hello', { ...hello(), at_ms: 0 })
    await say(client, 'sample', { ...sample(1), at_ms: Date.now() + 366 * 86_400_000 })
    await say(client, 'sample', { ...sample(2), at_ms: -5 })
    expect(ups()).toHaveLength(3)
  })

  test.each([0, 2] as const)('QoS %i, whatever it says; the handshake completes', async qos => {
    const client = await open()
    await client.publishAsync(up('s1', 'hello'), JSON.stringify(hello()), { qos })
    await poll('the quarantine', () => ledger.quarantine.length === 1)
    expect(ledger.quarantine[0]).toMatchObject({ reason: 'qos', boot: 1, seq: 0 })
    expect(ups()).toEqual([])
  })
})

describe('batch', () => {
  test('each is judged alone; one commit, one PUBACK', async () => {
    const client = await open()
    await say(client, 'hello', hello())
    const before = ledger.commits.length
    const messages = [
      { type: 'sample', ...sample(1) },
      { type: 'sample', ...sample(2, -1) },
      { type: 'batch', messages: [] },
      { type: 'presence', online: true },
      'noise',
      { type: 'sample', ...sample(3, POISON_MA) },
      { type: 'sample', ...sample(4) },
      { type: 'sample', ...sample(4) },
    ]
    expect(await say(client, 'batch', { messages })).toBe(true)
    expect(ups().map(line => [line.seq, line.batch_last_up_ms ?? null])).toEqual([
      [0, null],
      [1, 4_010],
      [4, 4_010],
    ])
    const reasons = ['schema', 'nested-batch', 'schema', 'schema', 'internal']
    expect(ledger.quarantine.map(row => row.reason)).toEqual(reasons)
    expect(ledger.commits.length - before).toBe(1)
  })

  test('the same batch again changes nothing', async () => {
    const client = await open()
    const messages = [{ type: 'hello', ...hello() }, { type: 'sample', ...sample(1) }, 'noise']
    for (let i = 0; i < 2; i++) expect(await say(client, 'batch', { messages })).toBe(true)
    expect(await say(client, 'sample', sample(1))).toBe(true)
    expect(ups()).toHaveLength(2)
    expect(ledger.quarantine).toHaveLength(1)
  })
})
