import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cobsDecode, cobsEncode, createFrameReader, DECODED_BYTES_MAX, encodeFrame, FRAME_UP } from './frame.ts'

type Vectors = {
  cobs: { plain_hex: string; cobs_hex: string }[]
  frames: { name: string; type: number; json: string; frame_hex: string }[]
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../test/vectors/serial-frames.json', import.meta.url), 'utf8'),
)

const frameOf = (type: number, json: string): Buffer => {
  const encoded = encodeFrame(type, json)
  if (encoded.kind !== 'frame') throw new Error(`too long: ${encoded.bytes}`)
  return encoded.bytes
}

describe('vectors computed outside this repository', () => {
  it.each(vectors.cobs)('COBS of $plain_hex', ({ plain_hex, cobs_hex }) => {
    expect(cobsEncode(Buffer.from(plain_hex, 'hex')).toString('hex')).toBe(cobs_hex)
    expect(cobsDecode(Buffer.from(cobs_hex, 'hex'))?.toString('hex')).toBe(plain_hex)
  })

  it.each(vectors.frames)('frame: $name', ({ type, json, frame_hex }) => {
    expect(frameOf(type, json).toString('hex')).toBe(frame_hex)
    expect(createFrameReader().push(Buffer.from(frame_hex, 'hex'))).toEqual([{ kind: 'frame', type, json }])
  })
})

describe('COBS', () => {
  it('is reversible and free of zeros for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_200 }), plain => {
        const coded = cobsEncode(plain)
        expect(coded.includes(0)).toBe(false)
        expect(cobsDecode(coded)).toEqual(Buffer.from(plain))
      }),
    )
  })

  it.each(['00', '05', '0311', '020000'])('refuses %s', hex => {
    expect(cobsDecode(Buffer.from(hex, 'hex'))).toBeNull()
  })
})

describe('the frame reader', () => {
  const jsons = fc.array(
    fc.json({ maxDepth: 2 }).filter(json => Buffer.byteLength(json) < 900),
    { minLength: 1, maxLength: 8 },
  )

  it('gives the same frames however the bytes are cut or merged', () => {
    fc.assert(
      fc.property(jsons, fc.array(fc.nat({ max: 400 })), (texts, cuts) => {
        const bytes = Buffer.concat(texts.map(text => frameOf(FRAME_UP, text)))
        const reader = createFrameReader()
        const seen = []
        let from = 0
        for (const cut of cuts) {
          seen.push(...reader.push(bytes.subarray(from, from + cut)))
          from += cut
        }
        seen.push(...reader.push(bytes.subarray(from)))
        expect(seen).toEqual(texts.map(json => ({ kind: 'frame', type: FRAME_UP, json })))
      }),
    )
  })

  it('loses to noise only the frame it touches, reports it, and never invents one', () => {
    fc.assert(
      fc.property(jsons, fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (texts, noise, where) => {
        const at = where % texts.length
        const reader = createFrameReader()
        const seen = texts.flatMap((text, i) =>
          reader.push(
            i === at ? Buffer.concat([Buffer.from(noise), frameOf(FRAME_UP, text)]) : frameOf(FRAME_UP, text),
          ),
        )
        const frames = seen.filter(one => one.kind === 'frame').map(one => one.json)
        const untouched = texts.filter((_, i) => i !== at)
        const whole = frames.length === texts.length
        expect(frames).toEqual(whole ? texts : untouched)
        if (!whole) expect(seen.some(one => one.kind === 'discarded')).toBe(true)
      }),
    )
  })

  it('reports what is too long and goes on after the next delimiter', () => {
    const reader = createFrameReader()
    const seen = reader.push(Buffer.concat([Buffer.alloc(5_000, 7), Buffer.of(0), frameOf(2, '{}')]))
    expect(seen).toEqual([
      { kind: 'discarded', bytes: expect.any(Number), why: expect.any(String) },
      { kind: 'frame', type: 2, json: '{}' },
    ])
  })

  it('refuses to send more than the limit', () => {
    const json = JSON.stringify('x'.repeat(DECODED_BYTES_MAX - 7))
    expect(encodeFrame(1, json).kind).toBe('frame')
    expect(encodeFrame(1, json.replace('x', 'xx'))).toEqual({ kind: 'too-long', bytes: DECODED_BYTES_MAX + 1 })
  })
})
