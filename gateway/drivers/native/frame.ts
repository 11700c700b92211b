/** One native frame, contract §2: COBS( type u8 ‖ JSON ‖ CRC-32 LE of both ) then 00; at most 1 024 bytes decoded. */
import { crc32 } from 'node:zlib'
import { FRAME_DECODED_BYTES_MAX } from '../../limits.ts'
import { cobsEncode } from './cobs.ts'

export const FRAME_UP = 1
export const FRAME_ACK = 2
export const FRAME_DOWN = 3
export type FrameType = typeof FRAME_UP | typeof FRAME_ACK | typeof FRAME_DOWN

const TYPE_BYTES = 1
const CRC_BYTES = 4

export type Unframed =
  | { kind: 'frame'; type: FrameType; json: Uint8Array }
  | { kind: 'refused'; reason: 'too-short' | 'too-long' | 'crc' | 'unknown-type' }

/** Reads the decoded bytes of one frame. `json` is a copy: the caller's buffer may be reused. */
export function unframe(decoded: Uint8Array): Unframed {
  if (decoded.length <= TYPE_BYTES + CRC_BYTES) return { kind: 'refused', reason: 'too-short' }
  if (decoded.length > FRAME_DECODED_BYTES_MAX) return { kind: 'refused', reason: 'too-long' }
  const crcAt = decoded.length - CRC_BYTES
  const view = new DataView(decoded.buffer, decoded.byteOffset, decoded.byteLength)
  if (view.getUint32(crcAt, true) !== crc32(decoded.subarray(0, crcAt))) return { kind: 'refused', reason: 'crc' }
  const type = decoded[0]
  if (type !== FRAME_UP && type !== FRAME_ACK && type !== FRAME_DOWN) return { kind: 'refused', reason: 'unknown-type' }
  return { kind: 'frame', type, json: decoded.slice(TYPE_BYTES, crcAt) }
}

/** The bytes on the wire, delimiter included, or null where the frame would be longer than a station accepts. */
export function encodeFrame(type: FrameType, json: string): Uint8Array | null {
  const body = Buffer.from(json, 'utf8')
  const length_bytes = TYPE_BYTES + body.length + CRC_BYTES
  if (length_bytes > FRAME_DECODED_BYTES_MAX) return null
  const decoded = Buffer.alloc(length_bytes)
  decoded[0] = type
  body.copy(decoded, TYPE_BYTES)
  const crcAt = length_bytes - CRC_BYTES
  decoded.writeUInt32LE(crc32(decoded.subarray(0, crcAt)), crcAt)
  return cobsEncode(decoded)
}
