/**
 * An LCUS-1 USB relay: four bytes, A0, channel 01, 00 or 01, and their sum; anything else is ignored, nothing is ever
 * answered. Without supply its contact is open.
 */
const COMMAND_BYTES = 4

export class Lcus1 {
  closed = false
  /** each command it understood, true for closing */
  readonly commands: boolean[] = []
  #heard: number[] = []

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#heard.push(byte)
      if (this.#heard.length > COMMAND_BYTES) this.#heard.shift()
      this.#obey()
    }
  }

  /** Pulled out or without supply. */
  powerOff(): void {
    this.closed = false
    this.#heard = []
  }

  #obey(): void {
    const [start, channel, operation, sum] = this.#heard
    if (start !== 0xa0 || channel !== 0x01 || (operation !== 0 && operation !== 1)) return
    if (sum !== ((start + channel + operation) & 0xff)) return
    this.closed = operation === 1
    this.commands.push(this.closed)
    this.#heard = []
  }
}
