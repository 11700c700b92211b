/**
 * One serial port under a stable name: opened, always read, opened again when it goes. It never gives up and never
 * throws, so that one bad port leaves the others alone.
 */
import { stat } from 'node:fs/promises'
import type { Logger } from 'pino'
import { SerialPort } from 'serialport'
import { backoff_ms } from '../backoff.ts'
import { NODE_CHECK_ms, PORT_WRITE_BYTES_MAX, REOPEN_FIRST_ms, REOPEN_MAX_ms, SILENCE_ms } from '../limits.ts'

export type PortEvents = {
  onOpen(): void
  onChunk(chunk: Uint8Array): void
  onClose(): void
}

export class ReopeningPort {
  readonly #path: string
  readonly #baud: number
  readonly #events: PortEvents
  readonly #log: Logger
  readonly #silent_by_nature: boolean
  #port: SerialPort | undefined
  /** which device the name stood for when it was opened */
  #node: string | null = null
  #attempt = 0
  #lastError = ''
  #retry: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined
  #heard_at_ms = 0
  #silent = false
  #stopped = false

  /** `silent_by_nature`: a reader without a card and a relay say nothing, and nothing is wrong with them. */
  constructor(options: {
    path: string
    baud: number
    events: PortEvents
    log: Logger
    silent_by_nature?: boolean
  }) {
    this.#silent_by_nature = options.silent_by_nature ?? false
    this.#path = options.path
    this.#baud = options.baud
    this.#events = options.events
    this.#log = options.log
  }

  start(): void {
    void this.#open()
  }

  /** Why the last attempt to open it failed; empty while it is open. */
  get why_closed(): string {
    return this.#lastError
  }

  /** False when the bytes were dropped: the port is not open, or does not drain. */
  write(bytes: Uint8Array): boolean {
    const port = this.#port
    if (port === undefined || !port.isOpen || port.writableLength + bytes.length > PORT_WRITE_BYTES_MAX) return false
    port.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    return true
  }

  stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    clearInterval(this.#watch)
    const port = this.#port
    if (port === undefined || !port.isOpen) return Promise.resolve()
    return new Promise(resolve => port.close(() => resolve()))
  }

  async #open(): Promise<void> {
    const node = await deviceNode(this.#path)
    if (this.#stopped) return
    // hupcl off: dropping DTR resets many boards, and a reset opens the relay under a running machine (contract §1, Safety).
    const port = new SerialPort({ path: this.#path, baudRate: this.#baud, hupcl: false, autoOpen: false })
    port.on('error', error => this.#log.warn({ error: error.message }, 'serial port error'))
    port.open(error => {
      if (error) return this.#retryLater(error.message)
      if (this.#stopped) return port.close()
      this.#opened(port, node)
    })
  }

  #opened(port: SerialPort, node: string | null): void {
    this.#port = port
    this.#node = node
    this.#attempt = 0
    this.#lastError = ''
    this.#heard_at_ms = performance.now()
    this.#log.info('serial port open')
    port.on('data', (chunk: Buffer) => {
      this.#heard()
      this.#events.onChunk(chunk)
    })
    port.once('close', (error: Error | null) => this.#closed(error?.message ?? 'closed'))
    this.#watch = setInterval(() => void this.#look(port), NODE_CHECK_ms)
    this.#events.onOpen()
  }

  #closed(why: string): void {
    clearInterval(this.#watch)
    this.#port = undefined
    this.#silent = false
    this.#events.onClose()
    if (this.#stopped) return
    this.#log.warn({ why }, 'serial port gone')
    this.#retryLater(why)
  }

  #retryLater(why: string): void {
    if (this.#stopped) return
    if (why !== this.#lastError) this.#log.warn({ why }, 'serial port cannot be opened; trying on')
    this.#lastError = why
    this.#retry = setTimeout(() => void this.#open(), backoff_ms(this.#attempt, REOPEN_FIRST_ms, REOPEN_MAX_ms))
    this.#attempt += 1
  }

  #heard(): void {
    this.#heard_at_ms = performance.now()
    if (this.#silent) this.#log.info('station heard again')
    this.#silent = false
  }

  /** An idle port does not notice that its device is gone, or that its name now stands for another. */
  async #look(port: SerialPort): Promise<void> {
    const node = await deviceNode(this.#path)
    if (this.#port !== port || !port.isOpen) return
    if (node !== this.#node) {
      this.#log.warn('serial port stands for another device now')
      port.close()
    } else if (!this.#silent_by_nature && !this.#silent && performance.now() - this.#heard_at_ms > SILENCE_ms) {
      // Not reopened for it: opening may reset the board.
      this.#silent = true
      this.#log.warn({ silence_ms: SILENCE_ms }, 'station is silent')
    }
  }
}

/** Inode and device number behind a name, links followed; null while there is none. */
async function deviceNode(path: string): Promise<string | null> {
  try {
    const { dev, ino, rdev } = await stat(path)
    return `${dev}:${ino}:${rdev}`
  } catch {
    return null
  }
}
