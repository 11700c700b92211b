/**
 * A 13.56 MHz reader that types one UID a line over USB serial: hex, with `:`, `-`, spaces or nothing between the bytes;
 * lines end with CR, LF or both. UIDs are 4, 7 or 10 bytes (ISO/IEC 14443-3, single, double and triple size).
 */
import type { UidDecoder, UidEvent } from '../../cards/uid.ts'

export const UID_LINES_BAUD = 9_600

const CR = 0x0d
const LF = 0x0a
/** Ten bytes in hex with a separator each take 29; the rest is room for spaces. Longer is no UID. */
const LINE_BYTES_MAX = 48
/** One separator throughout, so that a date or a time is no card. */
const UID = /^[0-9A-Fa-f]{2}([:\- ]?)[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2})*$/
const UID_BYTES: readonly number[] = [4, 7, 10]

export class UidLinesDecoder implements UidDecoder {
  #line: number[] = []
  /** bytes of a line that is too long already */
  #overlong_bytes = 0

  push(chunk: Uint8Array): UidEvent[] {
    const events: UidEvent[] = []
    for (const byte of chunk) {
      if (byte === CR || byte === LF) events.push(...this.#endOfLine())
      else if (this.#overlong_bytes > 0) this.#overlong_bytes += 1
      else if (this.#line.length < LINE_BYTES_MAX) this.#line.push(byte)
      else {
        this.#overlong_bytes = LINE_BYTES_MAX + 1
        this.#line = []
      }
    }
    return events
  }

  reset(): UidEvent[] {
    const bytes = this.#line.length + this.#overlong_bytes
    this.#line = []
    this.#overlong_bytes = 0
    return bytes === 0 ? [] : [{ kind: 'discarded', reason: 'cut short', bytes }]
  }

  #endOfLine(): UidEvent[] {
    const bytes = this.#line.length
    const overlong_bytes = this.#overlong_bytes
    const text = String.fromCharCode(...this.#line).trim()
    this.#line = []
    this.#overlong_bytes = 0
    if (overlong_bytes > 0) return [{ kind: 'discarded', reason: 'too long', bytes: overlong_bytes }]
    return text === '' ? [] : [readLine(text, bytes)]
  }
}

function readLine(text: string, bytes: number): UidEvent {
  if (!UID.test(text)) return { kind: 'discarded', reason: 'not hex', bytes }
  const uid = text.replace(/[^0-9A-Fa-f]/g, '').toLowerCase()
  if (!UID_BYTES.includes(uid.length / 2)) return { kind: 'discarded', reason: 'not 4, 7 or 10 bytes', bytes }
  return { kind: 'uid', uid }
}
