/**
 * RDM6300 125 kHz reader (Itead/Seeed "RDM6300" data sheet, UART interface, 9600 8N1): 02, ten hex digits, two hex digits
 * of checksum, 03. The checksum is the exclusive or of the five bytes the ten digits spell. Repeated while the card stays.
 */
import type { UidDecoder, UidEvent } from '../../cards/uid.ts'

export const RDM6300_BAUD = 9_600

const STX = 0x02
const ETX = 0x03
const DIGITS = 12
const HEX = /^[0-9A-Fa-f]{12}$/

export class Rdm6300Decoder implements UidDecoder {
  /** digits since the last STX; null outside a frame */
  #frame: number[] | null = null
  #outside_bytes = 0

  push(chunk: Uint8Array): UidEvent[] {
    const events: UidEvent[] = []
    for (const byte of chunk) {
      if (byte === STX) {
        events.push(...this.reset())
        this.#frame = []
      } else if (this.#frame === null) this.#outside_bytes += 1
      else if (byte === ETX) {
        events.push(...this.#outside(), readFrame(this.#frame))
        this.#frame = null
      } else if (this.#frame.length < DIGITS) this.#frame.push(byte)
      else events.push(...this.#tooLong())
    }
    return events
  }

  reset(): UidEvent[] {
    const cut = this.#frame
    this.#frame = null
    const events = this.#outside()
    if (cut !== null) events.push({ kind: 'discarded', reason: 'cut short', bytes: cut.length + 1 })
    return events
  }

  #outside(): UidEvent[] {
    const bytes = this.#outside_bytes
    this.#outside_bytes = 0
    return bytes === 0 ? [] : [{ kind: 'discarded', reason: 'between frames', bytes }]
  }

  #tooLong(): UidEvent[] {
    this.#frame = null
    return [{ kind: 'discarded', reason: 'too long', bytes: DIGITS + 2 }]
  }
}

function readFrame(digits: number[]): UidEvent {
  const bytes = digits.length + 2
  const text = String.fromCharCode(...digits)
  if (!HEX.test(text)) return { kind: 'discarded', reason: digits.length < DIGITS ? 'too short' : 'not hex', bytes }
  const [checksum, ...uid] = [...Buffer.from(text, 'hex')].reverse()
  if (uid.reduce((sum, byte) => sum ^ byte, 0) !== checksum) return { kind: 'discarded', reason: 'checksum', bytes }
  return { kind: 'uid', uid: text.slice(0, 10).toLowerCase() }
}
