import { SerialPort } from 'serialport'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRng } from '../world/rng.ts'
import { createFrameReader, encodeFrame, FRAME_ACK, FRAME_DOWN, FRAME_UP } from './frame.ts'
import { type Down, type Message, stamp } from './messages.ts'
import { Outbox } from './outbox.ts'
import { SerialWire } from './serial.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const frame = (type: number, value: unknown): Buffer => {
  const encoded = encodeFrame(type, JSON.stringify(value))
  if (encoded.kind !== 'frame') throw new Error('too long')
  return encoded.bytes
}
const messageOf = (seq: number, boot = 3): Message =>
  stamp({ boot, seq, up_ms: seq * 10, at_ms: null }, { type: 'sample', current_mA: 1_000 + seq, relay: false })

/** The other end of the wire, as small as it gets: keeps what it reads and acknowledges it. */
const gateway = async (path: string, acknowledge: (seq: number) => boolean = () => true) => {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false })
  await new Promise<void>((resolve, reject) => port.open(error => (error ? reject(error) : resolve())))
  closing.push(() => new Promise<void>(resolve => port.close(() => resolve())))
  const reader = createFrameReader()
  const kept: Message[] = []
  const discarded: string[] = []
  port.on('data', (chunk: Buffer) => {
    for (const one of reader.push(chunk)) {
      if (one.kind === 'discarded') discarded.push(one.why)
      else if (one.type === FRAME_UP) {
        const message = JSON.parse(one.json) as Message
        kept.push(message)
        if (acknowledge(message.seq)) port.write(frame(FRAME_ACK, { boot: message.boot, seq: message.seq }))
      }
    }
  })
  return { port, kept, discarded }
}

const station = async (noise = { garbage: 0, cut: 0, flip: 0 }) => {
  const outbox = new Outbox()
  const acknowledged: number[] = []
  const downs: Down[] = []
  const links: boolean[] = []
  const discarded: string[] = []
  const wire = new SerialWire(
    outbox,
    {
      acknowledged: messages => acknowledged.push(...messages.map(message => message.seq)),
      down: down => downs.push(down),
      linked: up => links.push(up),
      discarded: (_, why) => discarded.push(why),
    },
    createRng(5),
    noise,
  )
  await wire.start()
  closing.push(() => wire.stop())
  return { wire, outbox, acknowledged, downs, links, discarded }
}
const count = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('a native station on a real pseudo-terminal (contract §2)', () => {
  it('delivers a backlog in order, and forgets a message only once it is acknowledged', async () => {
    const { wire, outbox, acknowledged, links } = await station()
    outbox.preload(count(500).map(seq => messageOf(seq)))
    const { kept } = await gateway(wire.path)
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    expect(acknowledged).toEqual(count(500))
    expect([...new Set(kept.map(message => message.seq))]).toEqual(count(500))
    expect(kept[0]).toEqual(messageOf(0))
    expect(links).toEqual([true])
  })

  it('waits for a gateway that comes later, and for one that comes back', async () => {
    const { wire, outbox } = await station()
    outbox.preload(count(5).map(seq => messageOf(seq)))
    const mute = await gateway(wire.path, () => false)
    await vi.waitFor(() => expect(mute.kept.length).toBeGreaterThan(0), PATIENT_MS)
    await closing.pop()?.()
    expect(outbox.length).toBe(5)
    const { kept } = await gateway(wire.path)
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    expect([...new Set(kept.map(message => message.seq))]).toEqual(count(5))
  })

  it('an acknowledgement that is missing in the middle holds back those after it', async () => {
    const { wire, outbox, acknowledged } = await station()
    let deaf = true
    outbox.preload(count(60).map(seq => messageOf(seq)))
    const { kept } = await gateway(wire.path, seq => !(deaf && seq === 20))
    await vi.waitFor(() => expect(kept.filter(message => message.seq === 20).length).toBeGreaterThan(1), PATIENT_MS)
    expect(acknowledged).toEqual(count(20))
    deaf = false
    await vi.waitFor(() => expect(acknowledged).toEqual(count(60)), PATIENT_MS)
  })

  it('says nothing of a later boot while the one before it is not safe: nobody could tell what is missing of it', async () => {
    const { wire, outbox } = await station()
    let deaf = true
    outbox.preload([...count(40).map(seq => messageOf(seq)), ...count(40).map(seq => messageOf(seq, 4))])
    const { kept } = await gateway(wire.path, seq => !(deaf && seq === 39))
    await vi.waitFor(() => expect(kept.filter(message => message.seq === 39).length).toBeGreaterThan(1), PATIENT_MS)
    expect(kept.filter(message => message.boot === 4)).toEqual([])
    deaf = false
    await vi.waitFor(() => expect(outbox.length).toBe(0), PATIENT_MS)
    expect(new Set(kept.map(({ boot, seq }) => `${boot}/${seq}`)).size).toBe(80)
  })

  it('gets everything through a bad cable, once each and in order, when messages come one by one', async () => {
    const { wire, outbox, acknowledged } = await station({ garbage: 0.2, cut: 0.1, flip: 0.1 })
    const { kept, discarded } = await gateway(wire.path)
    for (const seq of count(20)) outbox.push(messageOf(seq))
    await vi.waitFor(() => expect(acknowledged).toEqual(count(20)), PATIENT_MS)
    expect(kept.map(message => message.seq)).toEqual([...kept.map(message => message.seq)].sort((a, b) => a - b))
    for (const message of kept) expect(message).toEqual(messageOf(message.seq))
    expect(discarded.length).toBeGreaterThan(0)
  })

  it('reads down frames, and reports what it cannot read', async () => {
    const { wire, downs, discarded } = await station()
    const { port } = await gateway(wire.path)
    port.write(frame(FRAME_DOWN, { type: 'time', epoch_ms: 1_791_187_260_000 }))
    port.write(frame(FRAME_DOWN, { type: 'command', op: 'explode' }))
    port.write(frame(9, {}))
    port.write(Buffer.from([9, 9, 0]))
    await vi.waitFor(() => expect(discarded).toEqual(['not understood', 'frame type 9', 'not COBS']), PATIENT_MS)
    expect(downs).toEqual([{ type: 'time', epoch_ms: 1_791_187_260_000 }])
  })
})
