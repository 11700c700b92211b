import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { generate } from 'mqtt-packet'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection } from './connection.ts'

const CONNECT = Buffer.from([0x10, 0x02, 0, 0])
const publish = (messageId: number): Buffer =>
  generate({ cmd: 'publish', topic: 't', payload: 'p', qos: 1, messageId, dup: false, retain: false })
const nextTurn = () => new Promise(resolve => setImmediate(resolve))

class FakeSocket extends Duplex {
  readonly written: Buffer[] = []
  /** Called when the peer has read what was written; without it nothing is read. */
  release: () => void = () => undefined
  stalled = false

  setNoDelay(): this {
    return this
  }
  setTimeout(): this {
    return this
  }
  destroySoon(): void {
    this.destroy()
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(chunk)
    if (this.stalled) this.release = done
    else done()
  }
}

let socket: FakeSocket
let connection: Connection
const up: Buffer[] = []

beforeEach(() => {
  up.length = 0
  socket = new FakeSocket({ writableHighWaterMark: 8 })
  connection = new Connection(socket as unknown as Socket)
  connection.on('data', chunk => up.push(chunk))
  connection.on('error', () => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  connection.destroy()
})

test('hands up, in order, what the short way declines', async () => {
  const taken: number[] = []
  socket.push(CONNECT)
  await nextTurn()
  connection.opened(({ id }) => id !== 2 && taken.push(id) > 0)
  const [ping, stream] = [generate({ cmd: 'pingreq' }), [publish(1), publish(2), publish(3)]]
  const bytes = Buffer.concat([...stream, ping])
  // Cut inside of packets: each is judged once it is whole.
  for (let at = 0; at < bytes.length; at += 4) socket.push(bytes.subarray(at, at + 4))
  await nextTurn()
  expect(taken).toEqual([1, 3])
  expect(Buffer.concat(up)).toEqual(Buffer.concat([CONNECT, publish(2), ping]))
})

test('MQTT-4.6.0-2: acknowledges in the order of the calls, those of one tick at once', async () => {
  for (const id of [1, 2, 3]) connection.acknowledge(id)
  await nextTurn()
  expect(socket.written).toEqual([Buffer.concat([1, 2, 3].map(messageId => generate({ cmd: 'puback', messageId })))])
})

test('one that does not read its acknowledgements is not read from', async () => {
  const taken: number[] = []
  socket.push(CONNECT)
  await nextTurn()
  connection.opened(({ id }) => taken.push(id) > 0)
  socket.stalled = true
  for (const id of [1, 2]) connection.acknowledge(id)
  await nextTurn()
  socket.push(publish(3))
  socket.push(publish(4))
  await nextTurn()
  expect(socket.isPaused()).toBe(true)
  socket.release()
  await nextTurn()
  expect(taken).toEqual([3, 4])
})

test('MQTT-3.1.2-24: closes one and a half keep alives after the last packet, whichever way that took', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  socket.push(CONNECT)
  await nextTurn()
  connection.keepAlive(10)
  connection.opened(() => true)
  vi.advanceTimersByTime(14_000)
  socket.push(publish(1))
  await nextTurn()
  vi.advanceTimersByTime(14_999)
  expect(connection.destroyed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(connection.destroyed).toBe(true)
})
