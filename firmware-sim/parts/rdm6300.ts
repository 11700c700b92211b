/**
 * An RDM6300 as its data sheet describes it: 9600 8N1; while a card lies in the field it sends, again and again, STX (02),
 * ten hex digits of the card, the exclusive or of their five bytes in two hex digits, ETX (03).
 */
const REPEAT_ms = 65

export class Rdm6300 {
  readonly #send: (bytes: Buffer) => void
  #timer: NodeJS.Timeout | undefined

  constructor(send: (bytes: Buffer) => void) {
    this.#send = send
  }

  /** Lays a card of five bytes into the field. */
  present(card_hex: string): void {
    this.remove()
    const frame = rdm6300Frame(card_hex)
    this.#send(frame)
    this.#timer = setInterval(() => this.#send(frame), REPEAT_ms)
  }

  remove(): void {
    clearInterval(this.#timer)
  }
}

export function rdm6300Frame(card_hex: string): Buffer {
  const card = Buffer.from(card_hex, 'hex')
  if (card.length !== 5) throw new Error('an EM4100 card has five bytes')
  let checksum = 0
  for (const byte of card) checksum ^= byte
  const digits = card_hex.toUpperCase() + checksum.toString(16).toUpperCase().padStart(2, '0')
  return Buffer.concat([Buffer.of(0x02), Buffer.from(digits, 'ascii'), Buffer.of(0x03)])
}
