/**
 * The port modbus-serial writes to and listens on, over a serial port that opens itself again. It cuts out of the bytes
 * that come in the one answer that was asked for; modbus-serial then checks its CRC, address and length.
 *
 * Its own buffered port keeps what came too late, and would give it as the answer to the next question for ever after.
 */
import { EventEmitter } from 'node:events'

/** What both a request and an answer begin with: address and function (MODBUS over Serial Line V1.02 §2.3). */
const HEADER_BYTES = 2
const CRC_BYTES = 2
const EXCEPTION_BYTES = 5
const EXCEPTION_BIT = 0x80
/** Answer to a write: address, function, register, value or count, CRC. */
const WRITE_ANSWER_BYTES = 8

type Line = { write(bytes: Uint8Array): boolean; isOpen(): boolean }
/** `values_bytes`: what the answer to a read says of its own length; null: it says none */
type Expected = { address: number; function_code: number; bytes: number; values_bytes: number | null }

export class RtuPort extends EventEmitter {
  readonly #line: Line
  #expected: Expected | null = null
  #heard = Buffer.alloc(0)
  // modbus-serial keeps the number of its running transaction here
  _transactionIdRead = 0
  _transactionIdWrite = 0

  constructor(line: Line) {
    super()
    this.#line = line
  }

  get isOpen(): boolean {
    return this.#line.isOpen()
  }

  open(callback: (error?: Error) => void): void {
    callback()
  }

  close(callback: (error?: Error) => void): void {
    callback()
  }

  /** A new question: what still lies there answers an older one. */
  write(request: Buffer): void {
    this.#heard = Buffer.alloc(0)
    this.#expected = answerTo(request)
    this.#line.write(request)
  }

  /** Bytes from the line, in whatever pieces they come. */
  take(chunk: Uint8Array): void {
    if (this.#expected === null) return
    this.#heard = Buffer.concat([this.#heard, chunk])
    const answer = findAnswer(this.#heard, this.#expected)
    if (answer === null) return
    this.#expected = null
    this.emit('data', answer)
  }
}

/** What the answer to a request looks like (MODBUS Application Protocol V1.1b3 §6). */
export function answerTo(request: Buffer): Expected {
  const [address = 0, function_code = 0] = request
  const reads = function_code === 0x03 || function_code === 0x04
  const values_bytes = reads ? 2 * request.readUInt16BE(4) : null
  const bytes = values_bytes === null ? WRITE_ANSWER_BYTES : HEADER_BYTES + 1 + values_bytes + CRC_BYTES
  return { address, function_code, bytes, values_bytes }
}

/** One of another length answers an earlier question, which had timed out. */
export function findAnswer(heard: Buffer, { address, function_code, bytes, values_bytes }: Expected): Buffer | null {
  for (let at = 0; at + EXCEPTION_BYTES <= heard.length; at += 1) {
    if (heard[at] !== address) continue
    if (heard[at + 1] === (function_code | EXCEPTION_BIT)) return heard.subarray(at, at + EXCEPTION_BYTES)
    const answers = heard[at + 1] === function_code && (values_bytes === null || heard[at + 2] === values_bytes)
    if (answers && at + bytes <= heard.length) return heard.subarray(at, at + bytes)
  }
  return null
}
