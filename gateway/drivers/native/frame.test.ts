import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cobsEncode } from './cobs.ts'
import { FrameDecoder } from './decoder.ts'
import { encodeFrame, FRAME_ACK, FRAME_DOWN, FRAME_UP, type FrameType } from './frame.ts'

type Shared = {
  cobs: { plain_hex: string; cobs_hex: string }[]
  frames: { name: string; type: FrameType; json: string; frame_hex: string }[]
}

// Computed with Python 3 (zlib.crc32, struct '<I', and COBS by splitting at zeros), not with this code.
const VECTORS = [
  { type: FRAME_ACK, json: '{"boot":7,"seq":42}', wire: '19027b22626f6f74223a372c22736571223a34327d8bffa29000' },
  {
    type: FRAME_UP,
    json: '{"type":"hello","boot":1,"seq":0,"up_ms":0,"at_ms":null,"fw":"1.0","model":"n","reader":true,"meter":"energy","relay":true,"list_version":null}',
    wire: '95017b2274797065223a2268656c6c6f222c22626f6f74223a312c22736571223a302c2275705f6d73223a302c2261745f6d73223a6e756c6c2c226677223a22312e30222c226d6f64656c223a226e222c22726561646572223a747275652c226d65746572223a22656e65726779222c2272656c6179223a747275652c226c6973745f76657273696f6e223a6e756c6c7db5ca520e00',
  },
  {
    // 309 bytes: a full COBS run of 254, and letters of two bytes across it
    type: FRAME_DOWN,
    json: `{"type":"fault","detail":"${'é'.repeat(140)}"}`,
    wire: `ff037b2274797065223a226661756c74222c2264657461696c223a22${'c3a9'.repeat(113)}c33ca9${'c3a9'.repeat(26)}227d2c95280900`,
  },
] as const

describe('native frame (contract §2)', () => {
  it.each(VECTORS)('type $type is on the wire what Python computed', ({ type, json, wire }) => {
    expect(Buffer.from(encodeFrame(type, json) ?? []).toString('hex')).toBe(wire)
    const [frame] = new FrameDecoder().push(Buffer.from(wire, 'hex'))
    expect(frame).toEqual({ kind: 'frame', type, json: new Uint8Array(Buffer.from(json)) })
  })

  it('holds exactly 1 024 bytes decoded and not one more', () => {
    const json = 'x'.repeat(1_024 - 5)
    const wire = encodeFrame(FRAME_UP, json)
    expect(wire).not.toBeNull()
    expect(new FrameDecoder().push(wire ?? new Uint8Array())).toMatchObject([{ kind: 'frame' }])
    expect(encodeFrame(FRAME_UP, `${json}x`)).toBeNull()
  })
})

describe('shared vectors (test/vectors/serial-frames.json)', () => {
  const file = new URL('../../../test/vectors/serial-frames.json', import.meta.url)
  const shared: Shared = JSON.parse(readFileSync(file, 'utf8'))

  it.each(shared.cobs)('COBS $plain_hex', ({ plain_hex, cobs_hex }) => {
    expect(Buffer.from(cobsEncode(Buffer.from(plain_hex, 'hex'))).toString('hex')).toBe(`${cobs_hex}00`)
  })

  it.each(shared.frames)('$name', ({ type, json, frame_hex }) => {
    expect(Buffer.from(encodeFrame(type, json) ?? []).toString('hex')).toBe(frame_hex)
    expect(new FrameDecoder().push(Buffer.from(frame_hex, 'hex'))).toEqual([
      { kind: 'frame', type, json: new Uint8Array(Buffer.from(json)) },
    ])
  })
})
