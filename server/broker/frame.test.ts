import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { describe, expect, test } from 'vitest'
import { FrameWalker } from './frame.ts'

const CONNECT = Buffer.from([0x10, 0x02, 0, 0])
const publish = (bytes: number): Buffer =>
  generate({
    cmd: 'publish',
    topic: 't',
    payload: Buffer.alloc(bytes),
    qos: 1,
    messageId: 1,
    dup: false,
    retain: false,
  })

describe('FrameWalker', () => {
  test('counts the same packets however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 50 }),
        (sizes, cuts) => {
          const bytes = Buffer.concat([CONNECT, ...sizes.map(publish)])
          const walker = new FrameWalker(1_000)
          let publishes = 0
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const chunk = bytes.subarray(at, at + (cuts[i % cuts.length] as number))
            expect(walker.walk(chunk, 100, false)).toBeNull()
            expect(walker.taken).toBe(chunk.length)
            publishes += walker.publishes
            at += chunk.length
          }
          expect(publishes).toBe(sizes.length)
          expect(walker.packets).toBe(sizes.length + 1)
        },
      ),
    )
  })

  test('stops before the publish that is one too many, and goes on from there', () => {
    const walker = new FrameWalker(1_000)
    const bytes = Buffer.concat([CONNECT, publish(5), publish(5), publish(5)])
    walker.walk(bytes, 2, false)
    expect(walker.taken).toBe(bytes.length - publish(5).length)
    const rest = bytes.subarray(walker.taken)
    walker.walk(rest, 0, false)
    expect(walker.taken).toBe(0)
    walker.walk(rest, 1, false)
    expect([walker.taken, walker.packets]).toEqual([rest.length, 4])
  })

  test('one packet at a time ends with CONNECT', () => {
    const walker = new FrameWalker(1_000)
    walker.walk(Buffer.concat([CONNECT, publish(5)]), 10, true)
    expect([walker.taken, walker.packets, walker.publishes]).toEqual([CONNECT.length, 1, 0])
  })

  const faults: [name: string, bytes: number[], fault: string | null][] = [
    ['a packet of exactly the limit', [0x10, 0xe8, 0x07], null],
    ['a packet one byte longer', [0x10, 0xe9, 0x07], 'packet-too-long'],
    ['MQTT-2.2.3: a fifth length byte', [0x10, 0x80, 0x80, 0x80, 0x80, 0x01], 'malformed-length'],
    ['MQTT-3.1.0-1: PUBLISH first', [0x30, 0x00], 'not-connect'],
  ]
  test.each(faults)('%s', (_name, bytes, fault) => {
    expect(new FrameWalker(1_000).walk(Uint8Array.from(bytes), 10, false)).toBe(fault)
  })
})
