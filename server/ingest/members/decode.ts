/**
 * Bytes of a spreadsheet's export → text. French spreadsheets write Windows-1252 or UTF-8 with a byte order mark, some UTF-16;
 * what is valid UTF-8 is taken as that, because Windows-1252 text with an accent in it hardly ever is.
 */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Decoded = { encoding: Encoding; text: string }

/** How much is looked at to tell UTF-16 without a mark: its Latin letters have a zero in every other byte. */
const SNIFF_BYTES = 512
const ZERO_SHARE_MIN = 0.3

export function decode(bytes: Buffer): Decoded {
  const encoding = encodingOf(bytes)
  return { encoding, text: iconv.decode(bytes, encoding, { stripBOM: true }) }
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const head = bytes.subarray(0, SNIFF_BYTES)
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const many = (head.length / 2) * ZERO_SHARE_MIN
  if ((zeros[1] ?? 0) > many) return 'utf-16le'
  if ((zeros[0] ?? 0) > many) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}
