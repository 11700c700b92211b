/**
 * Slaves on one RS-485 line, as MODBUS over Serial Line V1.02 has them: address, function, data, CRC-16 low byte first. A
 * slave answers what is for it and sound, refuses what it does not have with an exception, and ignores everything else.
 */
export type Slave = {
  address: number
  /** two bytes a register, null where there is none; `first` and `count` are as asked */
  read(area: 'input' | 'holding', first: number, count: number): number[] | null
  /** false where it refuses the value */
  write(first: number, words: number[]): boolean
}
export type SlaveMood =
  /** dead, or its wire is off */
  | 'mute'
  /** its answers arrive with a broken byte */
  | 'garbled'
  /** its answers arrive after anybody has stopped waiting */
  | 'late'
  | 'well'

const READ_HOLDING = 0x03
const READ_INPUT = 0x04
const WRITE_ONE = 0x06
const WRITE_MANY = 0x10
const ILLEGAL_FUNCTION = 1
const ILLEGAL_ADDRESS = 2
const ILLEGAL_VALUE = 3
const LATE_ms = 700

type Station = { slave: Slave; mood: SlaveMood }

export class ModbusBusSim {
  readonly #stations: Station[] = []
  readonly #send: (bytes: Buffer) => void
  #heard = Buffer.alloc(0)
  /** requests understood, by address */
  readonly asked = new Map<number, number>()

  constructor(send: (bytes: Buffer) => void) {
    this.#send = send
  }

  add(slave: Slave): { mood(mood: SlaveMood): void } {
    const station: Station = { slave, mood: 'well' }
    this.#stations.push(station)
    return {
      mood: mood => {
        station.mood = mood
      },
    }
  }

  receive(bytes: Uint8Array): void {
    this.#heard = Buffer.concat([this.#heard, bytes])
    while (this.#heard.length >= 8) {
      const length = requestBytes(this.#heard)
      if (this.#heard.length < length) return
      const frame = this.#heard.subarray(0, length)
      const sound = crc16(frame.subarray(0, -2)) === frame.readUInt16LE(length - 2)
      this.#heard = this.#heard.subarray(sound ? length : 1)
      if (sound) this.#dispatch(frame)
    }
  }

  #dispatch(frame: Buffer): void {
    const address = frame.readUInt8(0)
    this.asked.set(address, (this.asked.get(address) ?? 0) + 1)
    const station = this.#stations.find(({ slave }) => slave.address === address)
    if (station === undefined || station.mood === 'mute') return
    const answer = withCrc(Buffer.concat([Buffer.of(address), answerTo(station.slave, frame)]))
    if (station.mood === 'garbled') answer.writeUInt8(answer.readUInt8(3) ^ 0x10, 3)
    if (station.mood === 'late') setTimeout(() => this.#send(answer), LATE_ms).unref()
    else this.#send(answer)
  }
}

const requestBytes = (heard: Buffer): number => (heard[1] === WRITE_MANY ? 9 + (heard[6] ?? 0) : 8)

function answerTo(slave: Slave, frame: Buffer): Buffer {
  const code = frame.readUInt8(1)
  const first = frame.readUInt16BE(2)
  const refuse = (exception: number) => Buffer.of(code | 0x80, exception)
  if (code === READ_HOLDING || code === READ_INPUT) {
    const words = slave.read(code === READ_INPUT ? 'input' : 'holding', first, frame.readUInt16BE(4))
    if (words === null) return refuse(ILLEGAL_ADDRESS)
    return Buffer.concat([Buffer.of(code, words.length * 2), wordBytes(words)])
  }
  if (code === WRITE_ONE)
    return slave.write(first, [frame.readUInt16BE(4)]) ? Buffer.from(frame.subarray(1, 6)) : refuse(ILLEGAL_VALUE)
  if (code === WRITE_MANY) {
    const words = Array.from({ length: frame.readUInt16BE(4) }, (_, index) => frame.readUInt16BE(7 + 2 * index))
    return slave.write(first, words) ? Buffer.from(frame.subarray(1, 6)) : refuse(ILLEGAL_VALUE)
  }
  return refuse(ILLEGAL_FUNCTION)
}

function wordBytes(words: number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 2)
  for (const [index, word] of words.entries()) bytes.writeUInt16BE(word & 0xffff, index * 2)
  return bytes
}

function withCrc(frame: Buffer): Buffer {
  const crc = Buffer.alloc(2)
  crc.writeUInt16LE(crc16(frame))
  return Buffer.concat([frame, crc])
}

/** CRC-16/MODBUS, bit by bit: start ffff, polynomial a001 (reflected 8005). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}
