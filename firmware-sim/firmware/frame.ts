/** Native serial frame, contract §2: COBS( type u8 ‖ JSON ‖ CRC-32 LE of both ) then `00`. Written from that text alone. */
import { crc32 } from 'node:zlib'

export const FRAME_UP = 1
export const FRAME_ACK = 2
export const FRAME_DOWN = 3

/** Contract §2: at most 1 024 bytes decoded. */
export const DECODED_BYTES_MAX = 1_024
const CRC_BYTES = 4
/** Encoded: one code byte in front, one for each 254 bytes, the delimiter apart. */
const ENCODED_BYTES_MAX = DECODED_BYTES_MAX + Math.ceil(DECODED_BYTES_MAX / 254) + 1

/** Consistent Overhead Byte Stuffing (Cheshire & Baker 1999): no byte of the result is zero. */
export const cobsEncode = (plain: Uint8Array): Buffer => {
  const coded = Buffer.alloc(plain.length + Math.ceil((plain.length + 1) / 254) + 1)
  let code_at = 0
  let at = 1
  let run = 1
  for (let i = 0; i < plain.length; i += 1) {
    const byte = plain[i] as number
    if (byte !== 0) {
      coded[at] = byte
      at += 1
      run += 1
    }
    const full = run === 255
    if (byte === 0 || (full && i < plain.length - 1)) {
      coded[code_at] = run
      code_at = at
      at += 1
      run = 1
    }
  }
  coded[code_at] = run
  return coded.subarray(0, at)
}

/** null when the bytes are no COBS. */
export const cobsDecode = (coded: Uint8Array): Buffer | null => {
  const plain = Buffer.alloc(coded.length)
  let to = 0
  let at = 0
  while (at < coded.length) {
    const code = coded[at] as number
    const end = at + code
    if (code === 0 || end > coded.length) return null
    for (let i = at + 1; i < end; i += 1) {
      const byte = coded[i] as number
      if (byte === 0) return null
      plain[to] = byte
      to += 1
    }
    at = end
    if (code < 255 && at < coded.length) {
      plain[to] = 0
      to += 1
    }
  }
  return plain.subarray(0, to)
}

export type Encoded = { kind: 'frame'; bytes: Buffer } | { kind: 'too-long'; bytes: number }

export const encodeFrame = (type: number, json: string): Encoded => {
  const text = Buffer.from(json, 'utf8')
  const plain = Buffer.alloc(1 + text.length + CRC_BYTES)
  if (plain.length > DECODED_BYTES_MAX) return { kind: 'too-long', bytes: plain.length }
  plain[0] = type
  text.copy(plain, 1)
  plain.writeUInt32LE(crc32(plain.subarray(0, 1 + text.length)), 1 + text.length)
  return { kind: 'frame', bytes: Buffer.concat([cobsEncode(plain), Buffer.of(0)]) }
}

export type Decoded = { kind: 'frame'; type: number; json: string } | { kind: 'discarded'; bytes: number; why: string }

const decodeFrame = (coded: Uint8Array): Decoded => {
  const discarded = (why: string): Decoded => ({ kind: 'discarded', bytes: coded.length, why })
  const plain = cobsDecode(coded)
  if (plain === null) return discarded('not COBS')
  if (plain.length < 1 + CRC_BYTES) return discarded('too short')
  if (plain.length > DECODED_BYTES_MAX) return discarded('too long')
  const body = plain.subarray(0, plain.length - CRC_BYTES)
  if (crc32(body) !== plain.readUInt32LE(body.length)) return discarded('checksum')
  return { kind: 'frame', type: body[0] as number, json: body.toString('utf8', 1) }
}

/** Chunks in, frames out; what is no frame is reported, and the next delimiter starts afresh. */
export const createFrameReader = () => {
  let pending = Buffer.alloc(0)
  let overrun_bytes = 0
  const take = (piece: Buffer): Decoded | null => {
    const whole = Buffer.concat([pending, piece])
    pending = Buffer.alloc(0)
    const lost_bytes = overrun_bytes
    overrun_bytes = 0
    if (lost_bytes > 0) return { kind: 'discarded', bytes: lost_bytes + whole.length, why: 'too long' }
    return whole.length === 0 ? null : decodeFrame(whole)
  }
  return {
    push(chunk: Buffer): Decoded[] {
      const frames: Decoded[] = []
      let from = 0
      for (let zero = chunk.indexOf(0); zero >= 0; zero = chunk.indexOf(0, from)) {
        const frame = take(chunk.subarray(from, zero))
        if (frame) frames.push(frame)
        from = zero + 1
      }
      const rest = chunk.subarray(from)
      if (overrun_bytes > 0 || pending.length + rest.length > ENCODED_BYTES_MAX) {
        overrun_bytes += pending.length + rest.length
        pending = Buffer.alloc(0)
      } else {
        pending = Buffer.concat([pending, rest])
      }
      return frames
    },
  }
}
