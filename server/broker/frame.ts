/**
 * Walks MQTT fixed headers (MQTT 3.1.1 §2.2) over a byte stream without copying, so that a packet that is too long is seen
 * from its first bytes, before anything is buffered for it, and so that publishes can be counted.
 */

export const CONNECT = 1
export const PUBLISH = 3

/** MQTT-2.2.3: the remaining length has at most four bytes. */
const LENGTH_BYTES_MAX = 4

export type FrameFault = 'packet-too-long' | 'malformed-length' | 'not-connect'

export class FrameWalker {
  /** How many bytes of the chunk may go up. */
  taken = 0
  /** How many PUBLISH packets begin in those bytes. */
  publishes = 0
  /** Packets that ended so far; the first of a connection is its CONNECT. */
  packets = 0

  readonly #remaining_bytes_max: number
  #type = 0
  #body_left_bytes = 0
  /** 0 at a header, else one more than the length bytes read */
  #length_bytes = 0
  #length = 0

  constructor(remaining_bytes_max: number) {
    this.#remaining_bytes_max = remaining_bytes_max
  }

  /**
   * Goes as far as `publishes_max` new PUBLISH packets and, when `one_packet` is set, not beyond the end of the present
   * packet. The answer is in `taken` and `publishes`; a fault means: close.
   */
  walk(chunk: Uint8Array, publishes_max: number, one_packet: boolean): FrameFault | null {
    const end = chunk.length
    let at = 0
    this.publishes = 0
    while (at < end) {
      if (this.#body_left_bytes > 0) {
        const step = Math.min(this.#body_left_bytes, end - at)
        this.#body_left_bytes -= step
        at += step
        if (this.#body_left_bytes > 0) break
        this.packets += 1
        if (one_packet) break
        continue
      }
      const byte = chunk[at] as number
      if (this.#length_bytes === 0) {
        this.#type = byte >> 4
        // MQTT-3.1.0-1: the first packet is CONNECT.
        if (this.packets === 0 && this.#type !== CONNECT) return 'not-connect'
        if (this.#type === PUBLISH) {
          if (this.publishes === publishes_max) break
          this.publishes += 1
        }
        this.#length = 0
        this.#length_bytes = 1
        at += 1
        continue
      }
      this.#length += (byte & 0x7f) * 128 ** (this.#length_bytes - 1)
      at += 1
      if ((byte & 0x80) !== 0) {
        this.#length_bytes += 1
        if (this.#length_bytes > LENGTH_BYTES_MAX) return 'malformed-length'
        continue
      }
      if (this.#length > this.#remaining_bytes_max) return 'packet-too-long'
      this.#length_bytes = 0
      this.#body_left_bytes = this.#length
      if (this.#length === 0) {
        this.packets += 1
        if (one_packet) break
      }
    }
    this.taken = at
    return null
  }
}
