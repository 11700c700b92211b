import { createServer, type Server } from 'node:net'
import { Aedes, type AedesPublishPacket, type Client } from 'aedes'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Down, type Message, stamp } from './messages.ts'
import { MqttWire } from './mqtt.ts'
import { Outbox } from './outbox.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Heard = { topic: string; payload: string; qos: number; retain: boolean }

const listen = async (onPublish: (heard: Heard, client: Client) => void = () => {}) => {
  const broker = await Aedes.createBroker({ queueLimit: 200 })
  const connects: { id: string; username: string; password: string; clean: boolean }[] = []
  const heard: Heard[] = []
  const wills: AedesPublishPacket[] = []
  broker.authenticate = (client, username, password, done) => {
    connects.push({ id: client.id, username: username ?? '', password: String(password), clean: client.clean })
    done(null, true)
  }
  broker.authorizePublish = (client, packet, done) => {
    const one = { topic: packet.topic, payload: packet.payload.toString(), qos: packet.qos, retain: packet.retain }
    if (client === null || client.closed) wills.push(packet as AedesPublishPacket)
    heard.push(one)
    if (client) onPublish(one, client)
    done(null)
  }
  const server: Server = createServer(broker.handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    await new Promise<void>(resolve => broker.close(() => resolve()))
    await new Promise<void>(resolve => server.close(() => resolve()))
  })
  const { port } = server.address() as { port: number }
  return { broker, address: `127.0.0.1:${port}`, connects, heard, wills }
}

const TOPIC = 'navette/1/demo/juki-1'
const stationOn = (address: string) => {
  const outbox = new Outbox()
  const acknowledged: number[] = []
  const downs: Down[] = []
  const links: boolean[] = []
  const discarded: string[] = []
  const wire = new MqttWire(
    { address, site: 'demo', station: 'juki-1', principal: 'demo.juki-1', token: 'secret' },
    outbox,
    {
      acknowledged: messages => acknowledged.push(...messages.map(message => message.seq)),
      down: down => downs.push(down),
      linked: up => links.push(up),
      discarded: (_, why) => discarded.push(why),
    },
  )
  closing.push(() => wire.stop())
  return { wire, outbox, acknowledged, downs, links, discarded }
}
const messageOf = (seq: number): Message =>
  stamp({ boot: 3, seq, up_ms: seq * 10, at_ms: null }, { type: 'sample', current_mA: 1_000 + seq, relay: false })
const count = (n: number) => Array.from({ length: n }, (_, i) => i)
/** Every seq in the order it came, batches opened. */
const seqsOf = (heard: Heard[]): number[] =>
  heard
    .filter(one => !one.topic.endsWith('/presence'))
    .flatMap(one => {
      const value = JSON.parse(one.payload)
      return one.topic.endsWith('/batch') ? value.messages.map((message: Message) => message.seq) : [value.seq]
    })

describe('a station that speaks MQTT itself, on a real broker (contract §1)', () => {
  it('is clientId = username = principal, token as password, clean session, presence told', async () => {
    const { address, connects, heard } = await listen()
    await stationOn(address).wire.start()
    expect(connects).toEqual([{ id: 'demo.juki-1', username: 'demo.juki-1', password: 'secret', clean: true }])
    await vi.waitFor(
      () => expect(heard).toMatchObject([{ topic: `${TOPIC}/up/presence`, payload: '{"online":true}', qos: 1 }]),
      PATIENT_MS,
    )
  })

  it('leaves `online: false` as its will', async () => {
    const { broker, address, wills } = await listen()
    const { wire, links } = stationOn(address)
    await wire.start()
    for (const client of Object.values((broker as unknown as { clients: Record<string, Client> }).clients)) {
      client.conn.destroy()
    }
    await vi.waitFor(
      () => expect(wills[0]).toMatchObject({ topic: `${TOPIC}/up/presence`, qos: 1, retain: false }),
      PATIENT_MS,
    )
    expect(String(wills[0]?.payload)).toBe('{"online":false}')
    await vi.waitFor(() => expect(links).toEqual([true, false, true]), PATIENT_MS)
  })

  it('sends a backlog in batches at QoS 1, all acknowledged, in order', async () => {
    const { address, heard } = await listen()
    const { wire, outbox, acknowledged } = stationOn(address)
    outbox.preload(count(1_234).map(messageOf))
    await wire.start()
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    expect(seqsOf(heard)).toEqual(count(1_234))
    expect(acknowledged).toEqual(count(1_234))
    expect(heard.every(one => one.qos === 1 && !one.retain)).toBe(true)
    expect(heard.filter(one => one.topic.endsWith('/batch')).length).toBeGreaterThanOrEqual(13)
  })

  it('sends what comes one by one under its own type, without `type` in the payload', async () => {
    const { address, heard } = await listen()
    const { wire, outbox } = stationOn(address)
    await wire.start()
    outbox.push(messageOf(0))
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    const { type, ...rest } = messageOf(0)
    const sent = heard.find(one => one.topic === `${TOPIC}/up/${type}`)
    expect(JSON.parse(sent?.payload ?? '')).toEqual(rest)
  })

  it('loses nothing and keeps its order though the broker cuts the line again and again', async () => {
    let cuts = 0
    const { address, heard } = await listen((one, client) => {
      if (cuts >= 3 || !one.topic.endsWith('/batch')) return
      cuts += 1
      client.conn.destroy()
    })
    const { wire, outbox, acknowledged } = stationOn(address)
    outbox.preload(count(900).map(messageOf))
    void wire.start()
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    expect(cuts).toBe(3)
    expect(acknowledged).toEqual(count(900))
    // First sightings are in order; repetitions are what a resend looks like.
    expect([...new Set(seqsOf(heard))]).toEqual(count(900))
  })

  it('hears what comes down, and reports what it does not understand', async () => {
    const { broker, address } = await listen()
    const { wire, downs, discarded } = stationOn(address)
    await wire.start()
    const publish = (type: string, payload: string) =>
      new Promise<void>((resolve, reject) =>
        broker.publish(
          {
            cmd: 'publish',
            topic: `${TOPIC}/down/${type}`,
            payload: Buffer.from(payload),
            qos: 1,
            retain: false,
            dup: false,
          },
          error => (error ? reject(error) : resolve()),
        ),
      )
    await publish('time', '{"epoch_ms":1791187260000}')
    await publish('verdict', '{"verdict":"granted"}')
    await publish('weather', '{}')
    await vi.waitFor(
      () => expect(discarded).toEqual(['not understood: verdict', 'not understood: weather']),
      PATIENT_MS,
    )
    expect(downs).toEqual([{ type: 'time', epoch_ms: 1_791_187_260_000 }])
  })
})
