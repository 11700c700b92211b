/** A PUBLISH at QoS 1 (MQTT 3.1.1 §3.3) taken apart in place, and put together: what stations send and hear all day. */
import { type Frame, PUBLISH } from './frame.ts'

const QOS_MASK = 0b0110
const QOS_1 = 0b0010
const LENGTH_BYTES = 2
const ID_BYTES = 2

export type Publish = { topic: string; id: number; payload: Buffer }

/**
 * Null where it is anything else, or not well made. The topic is read as latin1: one that is allowed has nothing but ASCII,
 * and what is not allowed is somebody else's to judge.
 */
export function publishIn(bytes: Buffer, { type, flags, body_at, end }: Frame): Publish | null {
  if (type !== PUBLISH || (flags & QOS_MASK) !== QOS_1 || end - body_at < LENGTH_BYTES) return null
  const topic_at = body_at + LENGTH_BYTES
  const topic_end = topic_at + uint16(bytes, body_at)
  const payload_at = topic_end + ID_BYTES
  if (payload_at > end) return null
  const id = uint16(bytes, topic_end)
  // MQTT-2.3.1-1: the packet identifier is not 0.
  if (id === 0) return null
  return { topic: bytes.toString('latin1', topic_at, topic_end), id, payload: bytes.subarray(payload_at, end) }
}

const uint16 = (bytes: Buffer, at: number): number => ((bytes[at] as number) << 8) | (bytes[at + 1] as number)

const PUBACK = 0x40
const PUBACK_BYTES = 4

/** PUBACKs (MQTT 3.1.1 §3.4) of these packet identifiers, in this order. */
export function pubacks(ids: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(PUBACK_BYTES * ids.length)
  let at = 0
  for (const id of ids) {
    bytes[at] = PUBACK
    bytes[at + 1] = PUBACK_BYTES - 2
    bytes[at + 2] = id >> 8
    bytes[at + 3] = id & 0xff
    at += PUBACK_BYTES
  }
  return bytes
}

/** A PUBLISH at QoS 1, neither repeated nor retained; `topic` is ASCII, as every slug is. */
export function publishBytes(topic: string, id: number, payload: string): Buffer {
  const payload_bytes = Buffer.byteLength(payload)
  const remaining = LENGTH_BYTES + topic.length + ID_BYTES + payload_bytes
  const length = remainingLength(remaining)
  const bytes = Buffer.allocUnsafe(1 + length.length + remaining)
  bytes[0] = (PUBLISH << 4) | QOS_1
  bytes.set(length, 1)
  let at = bytes.writeUInt16BE(topic.length, 1 + length.length)
  at += bytes.write(topic, at, 'latin1')
  at = bytes.writeUInt16BE(id, at)
  bytes.write(payload, at, 'utf8')
  return bytes
}

/** MQTT 3.1.1 §2.2.3: seven bits a byte, the lowest first. */
function remainingLength(value: number): number[] {
  const digits = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits[digits.length - 1] = (digits.at(-1) as number) | 0x80
    digits.push(rest % 128)
  }
  return digits
}
