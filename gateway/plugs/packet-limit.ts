/**
 * What a plug's connection may send before anybody knows it: MQTT packets of a bounded length. Aedes would gather a packet of
 * 256 MiB from a socket that has said nothing else yet.
 */
import { Transform, type TransformCallback } from 'node:stream'
import { PACKET_LIMIT_BYTES_MAX } from '../limits.ts'

/** MQTT-2.2.3: the remaining length has at most four bytes of seven bits. */
const LENGTH_BYTES_MAX = 4
const TYPE_BYTES = 1
/** PUBLISH adds two length bytes of the topic and two of the packet identifier. */
const REMAINING_BYTES_MAX = PACKET_LIMIT_BYTES_MAX + 4

export class PacketLimit extends Transform {
  /** of the header being read: how many bytes of it came, and the length they say so far */
  #header_bytes = 0
  #length = 0
  /** of the body: what is still to come */
  #left = 0

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#fits(chunk)) done(null, chunk)
    else done(new Error('a packet beyond the limit'))
  }

  #fits(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length; ) {
      const skipped = Math.min(this.#left, chunk.length - at)
      this.#left -= skipped
      at += skipped
      const byte = chunk[at]
      if (byte === undefined) return true
      at += 1
      if (!this.#header(byte)) return false
    }
    return true
  }

  #header(byte: number): boolean {
    if (this.#header_bytes >= TYPE_BYTES) this.#length += (byte & 0x7f) * 128 ** (this.#header_bytes - TYPE_BYTES)
    this.#header_bytes += 1
    if (this.#header_bytes === TYPE_BYTES) return true
    const goes_on = (byte & 0x80) !== 0
    if (goes_on) return this.#header_bytes < TYPE_BYTES + LENGTH_BYTES_MAX
    if (this.#length > REMAINING_BYTES_MAX) return false
    this.#left = this.#length
    this.#header_bytes = 0
    this.#length = 0
    return true
  }
}
