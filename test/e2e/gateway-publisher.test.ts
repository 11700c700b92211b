import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { Outbox } from '#gateway/outbox/outbox.ts'
import { Publisher } from '#gateway/uplink/publisher.ts'
import { Uplink } from '#gateway/uplink/uplink.ts'
import { eventually } from '#test/support/eventually.ts'
import { orderFaults } from '#test/support/order-faults.ts'
import { startPlainBroker } from '#test/support/plain-broker.ts'
import { seeded } from '#test/support/seeded.ts'

const STATIONS = ['a', 'b', 'c']
const MESSAGES = 3_000
/** The contract accepts at least 100 unacknowledged publishes of one client. */
const UNACKED_MAX = 100

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Seen = { connection: object; station: string; seq: number }

/** A broker that loses its temper: PUBACKs now, later, never; connections cut, before or after what they carried counted. */
async function capriciousBroker(seed: number) {
  const random = seeded(seed)
  const seen: Seen[] = []
  const unacked = new Map<object, number>()
  const cut = new Set<object>()
  let unacked_max = 0
  let cuts = 0
  let lost = 0
  const broker = await startPlainBroker({
    onPublish: (packet, client, ack) => {
      const [, , , station = '', , type] = packet.topic.split('/')
      if (type === 'presence') return ack()
      if (cut.has(client)) return // what stood behind it in the buffer falls with it
      const open = (unacked.get(client) ?? 0) + 1
      unacked.set(client, open)
      unacked_max = Math.max(unacked_max, open)
      const acknowledge = () => {
        unacked.set(client, (unacked.get(client) ?? 0) - 1)
        ack()
      }
      const mood = random()
      if (mood < 0.02) {
        cuts += 1
        cut.add(client)
        return client.conn.destroy()
      }
      const body = JSON.parse(packet.payload.toString())
      for (const message of type === 'batch' ? body.messages : [body])
        seen.push({ connection: client, station, seq: message.seq })
      if (mood < 0.03) lost += 1
      else if (mood < 0.3) setTimeout(acknowledge, random() * 10)
      else acknowledge()
    },
  })
  cleanups.push(() => broker.close())
  return { broker, seen, figures: () => ({ unacked_max, cuts, lost }) }
}

/** `ack_timeout_ms`: short where acknowledgements are lost, the gateway's own where a late one must not be taken for that. */
function startUplink(port: number, stations = STATIONS, ack_timeout_ms?: number) {
  const outbox = new Outbox({
    file: join(mkdtempSync(join(tmpdir(), 'publisher-')), 'outbox.sqlite'),
    bytes_max: 1e9,
    onKept: () => publisher.pump(),
  })
  const publisher = new Publisher({
    site: 'atelier',
    outbox,
    onCommitted: () => undefined,
    now_ms: () => performance.now(),
  })
  const uplink = new Uplink({
    url: `mqtt://127.0.0.1:${port}`,
    ca: undefined,
    site: 'atelier',
    gateway: 'gw-1',
    principal: 'atelier.gw-1',
    token: 'right',
    stations,
    others: () => [...outbox.waiting_of.keys()].filter(id => !stations.includes(id)),
    publisher,
    onDown: () => undefined,
    log: pino({ level: 'silent' }),
    ...(ack_timeout_ms !== undefined && { ack_timeout_ms }),
  })
  uplink.start()
  cleanups.push(async () => {
    await uplink.stop(500)
    outbox.close()
  })
  return outbox
}

const append = (outbox: Outbox, seq: number) =>
  Promise.all(
    STATIONS.map(station =>
      outbox.append({ station, type: 'sample', boot: 1, seq, body: JSON.stringify({ boot: 1, seq }) }),
    ),
  )

describe('in-order windowed publishing to a broker that delays, loses and cuts', () => {
  it.each([1, 2, 3])(
    'seed %i: everything arrives, in order apart from what is sent again, within the window',
    async seed => {
      const { broker, seen, figures } = await capriciousBroker(seed)
      const outbox = startUplink(broker.port, STATIONS, 400)
      // Live at first, one by one; then a backlog at once.
      const live = 300
      for (let seq = 0; seq < live; seq += 1) await append(outbox, seq)
      await Promise.all(Array.from({ length: MESSAGES - live }, (_, index) => append(outbox, live + index)))
      await eventually(
        () => outbox.waiting_count === 0,
        () => `${outbox.waiting_count} wait, ${JSON.stringify(figures())}`,
        100_000,
      )

      for (const station of STATIONS) {
        const first = new Set(seen.filter(one => one.station === station).map(one => one.seq))
        expect(first.size).toBe(MESSAGES)
        expect(orderFaults(seen.filter(one => one.station === station))).toEqual([])
      }
      const { unacked_max, cuts, lost } = figures()
      expect(unacked_max).toBeLessThanOrEqual(UNACKED_MAX)
      expect(cuts).toBeGreaterThan(0)
      expect(lost).toBeGreaterThan(0)
    },
  )
})

it('a station the server does not know as this gateway’s keeps its own messages waiting, and nobody else’s', async () => {
  const mine = (topic: string) => /\/(a|gw-1)\//.test(topic)
  let connections = 0
  const broker = await startPlainBroker()
  broker.aedes.on('clientReady', () => {
    connections += 1
  })
  broker.aedes.authorizeSubscribe = (_client, subscription, done) =>
    done(null, mine(subscription.topic) ? subscription : null)
  const { authorizePublish } = broker.aedes
  // Contract §1: a publish to a foreign topic closes the connection without PUBACK
  broker.aedes.authorizePublish = (client, packet, done) =>
    mine(packet.topic) ? authorizePublish.call(broker.aedes, client, packet, done) : done(new Error('foreign topic'))
  cleanups.push(() => broker.close())
  const outbox = startUplink(broker.port, ['a', 'b'])
  const say = (station: string, seq: number) =>
    outbox.append({ station, type: 'sample', boot: 1, seq, body: JSON.stringify({ boot: 1, seq }) })
  await Promise.all([say('b', 1), say('gone', 1), say('a', 1)])
  await eventually(
    () => outbox.waiting_count === 2,
    () => `${outbox.waiting_count} wait`,
  )
  await Promise.all([say('b', 2), say('a', 2)])
  await eventually(
    () => outbox.waiting_count === 3,
    () => `${outbox.waiting_count} wait`,
  )
  expect(connections).toBe(1)
})
