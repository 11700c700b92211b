import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cobsEncode } from './cobs.ts'
import { type Decoded, FrameDecoder } from './decoder.ts'
import { encodeFrame, FRAME_UP } from './frame.ts'

const wireOf = (json: string): Uint8Array => {
  const wire = encodeFrame(FRAME_UP, json)
  if (wire === null) throw new Error('test frame too long')
  return wire
}
const jsonsOf = (decoded: Decoded[]) =>
  decoded.flatMap(d => (d.kind === 'frame' ? [Buffer.from(d.json).toString()] : []))
const discardedOf = (decoded: Decoded[]) => decoded.filter(d => d.kind === 'discarded')

/** Cuts a stream at arbitrary places. */
const chunked = (stream: Uint8Array, cuts: number[]): Uint8Array[] => {
  const places = [0, ...cuts.map(cut => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length]
  return places.slice(1).map((end, index) => stream.subarray(places[index], end))
}
const noise = fc.uint8Array({ maxLength: 1_500 })
const text = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' })

describe('FrameDecoder', () => {
  it('gives the same frames and the same discards however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text.map(wireOf), noise)), fc.array(fc.nat()), (parts, cuts) => {
        const stream = Buffer.concat(parts)
        const whole = new FrameDecoder().push(stream)
        const decoder = new FrameDecoder()
        expect(chunked(stream, cuts).flatMap(chunk => decoder.push(chunk))).toEqual(whole)
      }),
    )
  })

  it('never throws on garbage, accounts for every byte of it, and takes the next frame after a delimiter', () => {
    fc.assert(
      fc.property(noise, text, (garbage, json) => {
        const decoder = new FrameDecoder()
        const before = decoder.push(Buffer.concat([garbage, Uint8Array.of(0)]))
        const discarded_bytes = discardedOf(before).reduce((sum, d) => sum + (d.kind === 'discarded' ? d.bytes : 0), 0)
        expect(jsonsOf(before)).toEqual([])
        expect(discarded_bytes).toBe(garbage.filter(byte => byte !== 0).length)
        expect(jsonsOf(decoder.push(wireOf(json)))).toEqual([json])
      }),
    )
  })

  it('loses at most the frame that was damaged', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 3, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (jsons, which, at, flip) => {
          const wires = jsons.map(json => Buffer.from(wireOf(json)))
          const victim = which % jsons.length
          const wire = wires[victim]
          if (wire === undefined) throw new Error('no victim')
          const position = at % (wire.length - 1) // its delimiter stays; losing that one merges two, see below
          wire.writeUInt8(wire.readUInt8(position) ^ flip, position)
          const decoded = new FrameDecoder().push(Buffer.concat(wires))
          expect(jsonsOf(decoded)).toEqual(jsons.filter((_, index) => index !== victim))
          expect(discardedOf(decoded).length).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('drops two merged frames (their delimiter lost) and takes the third', () => {
    const decoder = new FrameDecoder()
    const decoded = decoder.push(
      Buffer.concat([wireOf('{"a":1}').subarray(0, -1), wireOf('{"b":2}'), wireOf('{"c":3}')]),
    )
    expect(jsonsOf(decoded)).toEqual(['{"c":3}'])
    expect(discardedOf(decoded)).toHaveLength(1)
  })

  it('drops a frame cut short and takes the next', () => {
    const cut = wireOf('{"a":"something long enough"}').subarray(0, 12)
    const decoder = new FrameDecoder()
    expect(decoder.push(cut)).toEqual([])
    expect(decoder.reset()).toEqual([{ kind: 'discarded', reason: 'cut', bytes: 12 }])
    expect(jsonsOf(decoder.push(wireOf('{"b":2}')))).toEqual(['{"b":2}'])
  })

  it.each([
    ['too-short', cobsEncode(Buffer.from([1, 2, 3]))],
    ['crc', cobsEncode(Buffer.from('01aabbccdd00', 'hex'))],
    ['malformed', Uint8Array.of(9, 1, 1, 0)],
    ['too-long', Buffer.concat([Buffer.alloc(5_000, 1), Uint8Array.of(0)])],
    // CRC-32 of 09 78 is 0xcec550b8 (python3 -c "import zlib; print(hex(zlib.crc32(b'\x09x')))")
    ['unknown-type', Buffer.from('070978b850c5ce00', 'hex')],
  ])('reports %s', (reason, wire) => {
    expect(new FrameDecoder().push(wire)).toEqual([{ kind: 'discarded', reason, bytes: wire.length - 1 }])
  })

  it('takes delimiters in a row as an idle line', () => {
    expect(new FrameDecoder().push(new Uint8Array(64))).toEqual([])
  })
})
