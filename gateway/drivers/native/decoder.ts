/**
 * The byte stream of a native station, cut into frames. What is not a frame is reported, never silently skipped, and
 * costs at most the block it stands in: the next delimiter starts afresh (contract §2).
 */
import { FRAME_ENCODED_BYTES_MAX } from '../../limits.ts'
import { cobsDecode } from './cobs.ts'
import { type FrameType, unframe } from './frame.ts'

export type DiscardReason = 'too-long' | 'too-short' | 'malformed' | 'crc' | 'unknown-type' | 'cut'
export type Decoded =
  | { kind: 'frame'; type: FrameType; json: Uint8Array }
  /** `bytes` counts what stood on the wire, without the delimiter */
  | { kind: 'discarded'; reason: DiscardReason; bytes: number }

const DELIMITER = 0

export class FrameDecoder {
  /** Fixed, so that a byte at a time costs no allocation and noise without a delimiter costs no memory. */
  readonly #block = new Uint8Array(FRAME_ENCODED_BYTES_MAX)
  readonly #decoded = new Uint8Array(FRAME_ENCODED_BYTES_MAX)
  /** bytes since the last delimiter, those beyond the block's room included */
  #length_bytes = 0

  push(chunk: Uint8Array): Decoded[] {
    const found: Decoded[] = []
    let from = 0
    while (from < chunk.length) {
      const delimiterAt = chunk.indexOf(DELIMITER, from)
      this.#gather(chunk.subarray(from, delimiterAt === -1 ? chunk.length : delimiterAt))
      if (delimiterAt === -1) break
      const decoded = this.#close()
      if (decoded !== null) found.push(decoded)
      from = delimiterAt + 1
    }
    return found
  }

  /** The port went away: what had begun will not end. */
  reset(): Decoded[] {
    const bytes = this.#length_bytes
    this.#length_bytes = 0
    return bytes === 0 ? [] : [{ kind: 'discarded', reason: 'cut', bytes }]
  }

  #gather(part: Uint8Array): void {
    const room = this.#block.length - this.#length_bytes
    if (room > 0) this.#block.set(part.subarray(0, room), this.#length_bytes)
    this.#length_bytes += part.length
  }

  #close(): Decoded | null {
    const bytes = this.#length_bytes
    this.#length_bytes = 0
    if (bytes === 0) return null // delimiters in a row are an idle line
    if (bytes > this.#block.length) return { kind: 'discarded', reason: 'too-long', bytes }
    const length = cobsDecode(this.#block.subarray(0, bytes), this.#decoded)
    if (length === null) return { kind: 'discarded', reason: 'malformed', bytes }
    const frame = unframe(this.#decoded.subarray(0, length))
    return frame.kind === 'frame' ? frame : { kind: 'discarded', reason: frame.reason, bytes }
  }
}
