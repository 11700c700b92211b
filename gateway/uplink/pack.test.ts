import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BATCH_MESSAGES_MAX, PACKET_LIMIT_BYTES_MAX } from '../limits.ts'
import type { Waiting } from '../outbox/outbox.ts'
import { pack } from './pack.ts'

const row = (id: number, station: string, body = `{"boot":1,"seq":${id}}`): Waiting => ({
  id,
  station,
  type: 'sample',
  body,
})

describe('pack', () => {
  it('sends one row alone, under its own type', () => {
    expect(pack('s', [row(4, 'a')])).toEqual([
      { station: 'a', topic: 'navette/1/s/a/up/sample', payload: '{"boot":1,"seq":4}', ids: [4] },
    ])
  })

  it('sends several of a station as a batch, each with its type, and stations apart', () => {
    const packets = pack('s', [row(1, 'a'), row(2, 'b'), row(3, 'a')])
    expect(packets).toEqual([
      {
        station: 'a',
        topic: 'navette/1/s/a/up/batch',
        payload: '{"messages":[{"type":"sample","boot":1,"seq":1},{"type":"sample","boot":1,"seq":3}]}',
        ids: [1, 3],
      },
      { station: 'b', topic: 'navette/1/s/b/up/sample', payload: '{"boot":1,"seq":2}', ids: [2] },
    ])
  })

  it('keeps the limits of the contract and each station’s order, and leaves nothing out', () => {
    const rows = fc.array(
      fc.record({ station: fc.constantFrom('a', 'b'), text: fc.string({ maxLength: 1_000, unit: 'grapheme' }) }),
      {
        maxLength: 400,
      },
    )
    fc.assert(
      fc.property(rows, given => {
        const waiting = given.map(({ station, text }, id) => row(id, station, JSON.stringify({ seq: id, text })))
        const packets = pack('site', waiting)
        for (const { topic, payload, ids } of packets) {
          expect(Buffer.byteLength(topic + payload)).toBeLessThanOrEqual(PACKET_LIMIT_BYTES_MAX)
          expect(ids.length).toBeLessThanOrEqual(BATCH_MESSAGES_MAX)
          const value = JSON.parse(payload)
          const seqs = (topic.endsWith('/batch') ? value.messages : [value]).map(
            (message: { seq: number }) => message.seq,
          )
          expect(seqs).toEqual(ids)
        }
        for (const station of ['a', 'b']) {
          const ids = packets.filter(packet => packet.station === station).flatMap(packet => packet.ids)
          expect(ids).toEqual(waiting.filter(one => one.station === station).map(one => one.id))
        }
      }),
      { numRuns: 30 },
    )
  })
})
