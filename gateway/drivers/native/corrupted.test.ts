/** Issue 3, figures: of 10 000 corrupted frames none is accepted, and the line is in step again within one frame. */
import { expect, it } from 'vitest'
import { seeded } from '#test/support/seeded.ts'
import { frame } from '#test/support/serial-peer.ts'
import { FrameDecoder } from './decoder.ts'
import { FRAME_UP } from './frame.ts'

const FRAMES = 10_000
const FLIPS_MAX = 6

type Next = (below: number) => number
const KINDS = { flips, merge, cut, garbage }

/** Up to six bits anywhere, the delimiter included. */
function flips(wire: Buffer, next: Next): Buffer {
  const bad = Buffer.from(wire)
  // A bit flipped twice would be whole again.
  const bits = new Set(Array.from({ length: 1 + next(FLIPS_MAX) }, () => next(bad.length * 8)))
  for (const bit of bits) bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return bad
}
/** Its delimiter is lost: it runs into the next one. */
function merge(wire: Buffer): Buffer {
  return wire.subarray(0, -1)
}
/** Its tail is lost, delimiter and all; or its head. */
function cut(wire: Buffer, next: Next): Buffer {
  const at = 1 + next(wire.length - 2)
  return next(2) === 0 ? wire.subarray(0, at) : wire.subarray(at)
}
/** Bytes of nobody in its middle. */
function garbage(wire: Buffer, next: Next): Buffer {
  const at = 1 + next(wire.length - 2)
  const noise = Buffer.from(Array.from({ length: 1 + next(30) }, () => next(256)))
  return Buffer.concat([wire.subarray(0, at), noise, wire.subarray(at)])
}

it.each(Object.entries(KINDS))(
  `${FRAMES / 4} frames spoilt by %s: none accepted, the next but one always`,
  (_, spoil) => {
    const random = seeded(20_261_122)
    const next: Next = below => Math.floor(random() * below)
    const decoder = new FrameDecoder()
    const json = (i: number, which: string) =>
      JSON.stringify({ type: 'sample', boot: 1, seq: i, up_ms: i * 1_000, at_ms: null, current_mA: next(9_000), which })
    let accepted = 0
    let resynced = 0
    let discarded = 0
    for (let i = 0; i < FRAMES / 4; i += 1) {
      const [bad, near, far] = [json(i, 'bad'), json(i, 'near'), json(i, 'far')]
      const line = [spoil(frame(FRAME_UP, bad), next), frame(FRAME_UP, near), frame(FRAME_UP, far)]
      const heard = decoder.push(Buffer.concat(line))
      const taken = heard.flatMap(one => (one.kind === 'frame' ? [Buffer.from(one.json).toString()] : []))
      accepted += taken.filter(one => one !== near && one !== far).length
      resynced += taken.at(-1) === far ? 1 : 0
      discarded += heard.some(one => one.kind === 'discarded') ? 1 : 0
    }
    expect({ accepted, resynced, discarded }).toEqual({ accepted: 0, resynced: FRAMES / 4, discarded: FRAMES / 4 })
  },
)
