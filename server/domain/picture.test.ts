import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureOf } from './picture.ts'

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(/\s/g, '').match(/../g) ?? [], byte => Number.parseInt(byte, 16))

/** Heads of real files: 640 × 480 each. */
const HEADS = {
  'image/png': '89504e47 0d0a1a0a 0000000d 49484452 00000280 000001e0 0802000000',
  // APP0, a table, fill bytes, then a progressive frame
  'image/jpeg': 'ffd8 ffe00010 4a46494600010100000100010000 ffdb0004 0000 ffff c2 0011 08 01e0 0280 03',
  'image/webp': '52494646 00000000 57454250 56503820 00000000 300100 9d012a 8002 e001',
}

describe('a picture by its own bytes', () => {
  it.each(Object.entries(HEADS))('%s with its measures', (type, head) => {
    expect(pictureOf(bytes(head))).toEqual({ type, width_px: 640, height_px: 480 })
  })

  it('WebP without loss and with more than one chunk say their measures otherwise', () => {
    // 639 in fourteen bits, then 479 in fourteen
    const packed = (639 | (479 << 14)) >>> 0
    const little = [0, 8, 16, 24].map(shift => ((packed >>> shift) & 0xff).toString(16).padStart(2, '0')).join('')
    const lossless = `52494646 00000000 57454250 5650384c 00000000 2f ${little}`
    const extended = '52494646 00000000 57454250 56503858 0a000000 10000000 7f0200 df0100'
    for (const head of [lossless, extended])
      expect(pictureOf(bytes(head))).toEqual({ type: 'image/webp', width_px: 640, height_px: 480 })
  })

  it.each([
    ['nothing', ''],
    ['a drawing, which may hold scripts', '3c737667 20786d6c6e733d22'],
    ['a page that calls itself a picture', '3c68746d6c3e3c7363726970743e'],
    ['a GIF', '474946383961 8002 e001 000000000000000000000000'],
    ['a sound in the container of WebP', '52494646 00000000 57415645 666d7420 00000000'],
  ])('%s is none', (_, head) => expect(pictureOf(bytes(head))).toBeNull())

  it('whatever comes is a picture or none, and nothing is thrown', () => {
    const begun = fc.constantFrom(...Object.values(HEADS).map(bytes))
    const cut = fc.tuple(begun, fc.nat(40)).map(([head, length]) => head.slice(0, length))
    const spoilt = fc
      .tuple(begun, fc.uint8Array({ maxLength: 60 }))
      .map(([head, tail]) => Uint8Array.of(...head.slice(0, 12), ...tail))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), cut, spoilt), given => {
        const picture = pictureOf(given)
        expect(picture === null || picture.width_px >= 0).toBe(true)
      }),
    )
  })
})
