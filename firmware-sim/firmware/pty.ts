/** A real pseudo-terminal: the firmware holds the master, a gateway opens the slave's path as it would a USB port. */
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import * as pty from '@lydell/node-pty'
import { SerialPort } from 'serialport'

/** `open` makes a pair without a process; node-pty exports it and leaves it out of its types. */
const openPair = (pty as unknown as { open(options: { encoding: null }): Pair }).open
type Pair = { ptsName: string; fd: number; master: ReadStream; slave: ReadStream }

const BAUD = 115_200
/** How long to wait for the other side to read on when the kernel's buffer is full. */
const FULL_RETRY_MS = 5
/** Beyond this nobody is reading; a real wire would have let the bytes fall long ago. */
const QUEUE_BYTES_MAX = 65_536

/** Raw mode as serialport sets it (no echo, no newline translation); termios stays with the terminal while it is open. */
const makeRaw = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: BAUD, lock: false, autoOpen: false })
    port.open(error => {
      if (error) reject(error)
      else port.close(failure => (failure ? reject(failure) : resolve()))
    })
  })

export class PtyPort {
  readonly path: string
  #pair: Pair
  #keep_fd: number
  #queue: Buffer[] = []
  #queued_bytes = 0
  #retry: NodeJS.Timeout | null = null
  #closed = false

  private constructor(pair: Pair, keep_fd: number) {
    this.#pair = pair
    this.path = pair.ptsName
    this.#keep_fd = keep_fd
  }

  static async open(onData: (chunk: Buffer) => void): Promise<PtyPort> {
    const pair = openPair({ encoding: null })
    // Held open for the life of the port: otherwise the master reads EIO whenever the gateway closes, and the raw
    // mode is forgotten. node-pty's own slave stream would read away what is meant for the gateway.
    const keep_fd = openSync(pair.ptsName, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
    pair.slave.destroy()
    const port = new PtyPort(pair, keep_fd)
    pair.master.on('error', () => port.close())
    await makeRaw(port.path)
    pair.master.on('data', onData)
    return port
  }

  /** Never blocks: libuv writes to a master synchronously, so bytes go by non-blocking `write(2)` and wait here. */
  write(bytes: Buffer): void {
    if (this.#closed || this.#queued_bytes + bytes.length > QUEUE_BYTES_MAX) return
    this.#queue.push(bytes)
    this.#queued_bytes += bytes.length
    if (this.#retry === null) this.#flush()
  }

  #flush(): void {
    this.#retry = null
    while (!this.#closed && this.#queue.length > 0) {
      const bytes = this.#queue[0] as Buffer
      const written = this.#tryWrite(bytes)
      this.#queued_bytes -= written
      if (written < bytes.length) {
        this.#queue[0] = bytes.subarray(written)
        this.#retry = setTimeout(() => this.#flush(), FULL_RETRY_MS)
        return
      }
      this.#queue.shift()
    }
  }

  #tryWrite(bytes: Buffer): number {
    try {
      return writeSync(this.#pair.fd, bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
      this.close()
      return 0
    }
  }

  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#retry) clearTimeout(this.#retry)
    this.#pair.master.destroy()
    closeSync(this.#keep_fd)
  }
}
