import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BATCH_MESSAGES_MAX, nextPacket, PACKET_BYTES_MAX } from './batch.ts'
import { type Message, stamp } from './messages.ts'

const messageOf = (seq: number, detail: string): Message =>
  stamp({ boot: 1, seq, up_ms: seq, at_ms: null }, { type: 'fault', code: 'other', active: true, detail })

it('a single message travels alone, without its type in the payload', () => {
  const packet = nextPacket(() => messageOf(4, 'x'), 1, 40)
  expect(packet).toMatchObject({ type: 'fault', count: 1 })
  expect(JSON.parse(packet?.payload ?? '')).toEqual({
    boot: 1,
    seq: 4,
    up_ms: 4,
    at_ms: null,
    code: 'other',
    active: true,
    detail: 'x',
  })
})

it('contract §1 `batch`: any backlog goes in order, whole, within 100 messages and 16 384 bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 200, unit: 'grapheme' }), { minLength: 2, maxLength: 400 }),
      details => {
        const messages = details.map((detail, seq) => messageOf(seq, detail))
        const seen: unknown[] = []
        while (seen.length < messages.length) {
          const packet = nextPacket(i => messages[seen.length + i], messages.length - seen.length, 60)
          if (packet === null) throw new Error('stuck')
          expect(60 + Buffer.byteLength(packet.payload)).toBeLessThanOrEqual(PACKET_BYTES_MAX)
          expect(packet.count).toBeLessThanOrEqual(BATCH_MESSAGES_MAX)
          const value = JSON.parse(packet.payload)
          seen.push(...(packet.type === 'batch' ? value.messages : [{ type: packet.type, ...value }]))
        }
        expect(seen).toEqual(JSON.parse(JSON.stringify(messages)))
      },
    ),
    { numRuns: 40 },
  )
})
