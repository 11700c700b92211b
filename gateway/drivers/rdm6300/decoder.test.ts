import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rdm6300Decoder } from './decoder.ts'

/** 01 ^ 00 ^ 63 ^ e9 ^ ae = 25, by hand. */
const CARD = '\x02010063E9AE25\x03'
/** 10 ^ 00 ^ 86 ^ f4 ^ 44 = 26, by hand. */
const OTHER = '\x02100086F44426\x03'
const decode = (...chunks: string[]) => {
  const decoder = new Rdm6300Decoder()
  return chunks.flatMap(chunk => decoder.push(Buffer.from(chunk, 'latin1')))
}
const uids = (text: string) => decode(text).flatMap(event => (event.kind === 'uid' ? [event.uid] : []))

describe('RDM6300', () => {
  it('reads a card, byte by byte or all at once', () => {
    expect(decode(CARD)).toEqual([{ kind: 'uid', uid: '010063e9ae' }])
    expect(decode(...CARD)).toEqual([{ kind: 'uid', uid: '010063e9ae' }])
    expect(uids(CARD + OTHER + CARD)).toEqual(['010063e9ae', '100086f444', '010063e9ae'])
  })

  it.each([
    ['a wrong checksum', '\x02010063E9AE24\x03', 'checksum'],
    ['what is not hex', '\x02010063E9AG25\x03', 'not hex'],
    ['too few digits', '\x02010063E925\x03', 'too short'],
    ['too many digits', '\x02010063E9AE2525\x03', 'too long'],
    ['a frame that another one interrupts', '\x02010063', 'cut short'],
    ['noise before a frame', 'xyz', 'between frames'],
  ])('reports %s and reads the next card', (_, wire, reason) => {
    const events = decode(wire + CARD)
    expect(events[0]).toMatchObject({ kind: 'discarded', reason })
    expect(events.at(-1)).toEqual({ kind: 'uid', uid: '010063e9ae' })
  })

  it('never reads another card out of one flipped bit, and is back at the next frame', () => {
    const bits = fc.integer({ min: 0, max: CARD.length * 8 - 1 })
    fc.assert(
      fc.property(bits, bit => {
        const wire = Buffer.from(CARD, 'latin1')
        wire.writeUInt8(wire.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        // Bit 5 of a letter is its case: the same digit.
        const read = uids(wire.toString('latin1') + OTHER)
        expect(read.at(-1)).toBe('100086f444')
        for (const uid of read.slice(0, -1)) expect(uid).toBe('010063e9ae')
      }),
    )
  })
})
