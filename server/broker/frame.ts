/**
 * Reads MQTT fixed headers (MQTT 3.1.1 §2.2) in place, so that a packet that is too long is seen from its first bytes, before
 * anything is buffered for it, and so that whole packets can be told apart without taking them apart.
 */

export const CONNECT = 1
export const PUBLISH = 3

/** MQTT-2.2.3: the remaining length has at most four bytes. */
const LENGTH_BYTES_MAX = 4

export type FrameFault = 'packet-too-long' | 'malformed-length' | 'not-connect'

export class Frame {
  /** The packet that `read` found whole: its type, its flags, where its body begins and where the next packet does. */
  type = 0
  flags = 0
  body_at = 0
  end = 0
  readonly #remaining_bytes_max: number

  constructor(remaining_bytes_max: number) {
    this.#remaining_bytes_max = remaining_bytes_max
  }

  /** `first`: of its connection. */
  read(bytes: Uint8Array, at: number, first: boolean): 'whole' | 'partial' | FrameFault {
    const byte = bytes[at]
    if (byte === undefined) return 'partial'
    this.type = byte >> 4
    this.flags = byte & 0x0f
    // MQTT-3.1.0-1: the first packet is CONNECT.
    if (first && this.type !== CONNECT) return 'not-connect'
    let length = 0
    for (let i = 0; ; i++) {
      if (i === LENGTH_BYTES_MAX) return 'malformed-length'
      const digit = bytes[at + 1 + i]
      if (digit === undefined) return 'partial'
      length += (digit & 0x7f) * 128 ** i
      if ((digit & 0x80) !== 0) continue
      if (length > this.#remaining_bytes_max) return 'packet-too-long'
      this.body_at = at + 2 + i
      this.end = this.body_at + length
      return this.end <= bytes.length ? 'whole' : 'partial'
    }
  }
}
