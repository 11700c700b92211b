/**
 * What a file is by its own bytes, whatever its sender calls it, and how large it would be once unpacked: a few kilobytes can hold a
 * picture of gigabytes. Drawings (SVG) are none: they may hold scripts.
 */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp'
export type Picture = { type: PictureType; width_px: number; height_px: number }

/** Null: no picture of these kinds, or one whose measures cannot be read. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return png(view) ?? jpeg(view) ?? webp(view)
  } catch (error) {
    // it ends before its measures
    if (error instanceof RangeError) return null
    throw error
  }
}

/** PNG (ISO/IEC 15948) §5.2: the signature; §11.2.2: IHDR comes first. */
function png(view: DataView): Picture | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null
  if (view.getUint32(12) !== 0x49484452) return null
  return { type: 'image/png', width_px: view.getUint32(16), height_px: view.getUint32(20) }
}

const SOI = 0xffd8
/** ITU-T T.81, table B.1: frames begin with SOF0 to SOF15; C4, C8 and CC among them are something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpeg(view: DataView): Picture | null {
  if (view.getUint16(0) !== SOI) return null
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (isFrame(marker))
      return { type: 'image/jpeg', width_px: view.getUint16(at + 7), height_px: view.getUint16(at + 5) }
    // fill bytes before a marker (B.1.1.2)
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
}

/** RFC 9649 §2.4 (RIFF header), §2.5 (VP8), §3.4 (VP8L), §2.7 (VP8X). */
function webp(view: DataView): Picture | null {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null
  const at = 20
  const of = (width_px: number, height_px: number): Picture => ({ type: 'image/webp', width_px, height_px })
  const uint24 = (from: number): number => view.getUint16(from, true) + view.getUint8(from + 2) * 0x1_00_00
  switch (view.getUint32(12)) {
    case 0x56503820: {
      // a key frame: three bytes of tag, three of start code, then fourteen bits each (RFC 6386 §9.1)
      const measures = [view.getUint16(at + 6, true), view.getUint16(at + 8, true)] as const
      return of(measures[0] & 0x3fff, measures[1] & 0x3fff)
    }
    case 0x5650384c: {
      const packed = view.getUint32(at + 1, true)
      return of(1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff))
    }
    case 0x56503858:
      return of(1 + uint24(at + 4), 1 + uint24(at + 7))
    default:
      return null
  }
}
