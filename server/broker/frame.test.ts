import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { describe, expect, test } from 'vitest'
import { Frame, PUBLISH } from './frame.ts'

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

describe('Frame', () => {
  test('finds every packet, and calls partial whatever is cut short', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(sizes, fc.nat(), (sizes, cut) => {
        const packets = sizes.map(publish)
        const bytes = Buffer.concat(packets)
        const frame = new Frame(1_000)
        let at = 0
        for (const packet of packets) {
          expect(frame.read(bytes, at, false)).toBe('whole')
          expect([frame.type, frame.flags, frame.end - at]).toEqual([PUBLISH, 0b0010, packet.length])
          const kept = cut % packet.length
          expect(frame.read(bytes.subarray(0, at + kept), at, false)).toBe('partial')
          at += packet.length
        }
      }),
    )
  })

  const headers: [name: string, bytes: number[], first: boolean, found: string][] = [
    ['a packet of exactly the limit', [0x10, 0xe8, 0x07], true, 'partial'],
    ['a packet one byte longer, before anything of it came', [0x10, 0xe9, 0x07], true, 'packet-too-long'],
    ['MQTT-2.2.3: a fifth length byte', [0x10, 0x80, 0x80, 0x80, 0x80, 0x01], true, 'malformed-length'],
    ['MQTT-3.1.0-1: PUBLISH first', [0x30], true, 'not-connect'],
    ['PUBLISH later', [0x30, 0x00], false, 'whole'],
  ]
  test.each(headers)('%s', (_name, bytes, first, found) => {
    expect(new Frame(1_000).read(Uint8Array.from(bytes), 0, first)).toBe(found)
  })
})
