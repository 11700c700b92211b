/** A real pseudo-terminal: the firmware holds the master, a gateway opens the slave's path as it would a USB port. */
import { closeSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ReadStream } from 'node:tty'
import { SerialPort } from 'serialport'

/**
 * The binding below node-pty's `open`, which makes a pair without a process. `open` itself wraps the slave in a stream that
 * reads away what is meant for the gateway, and leaves its descriptor open for ever: libuv opens a terminal of its own for it.
 */
type Opened = { master: number; slave: number; pty: string }
type Binding = { open(columns: number, rows: number): Opened }
const binding: Binding = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js').requireBinary('pty.node')

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
  #opened: Opened
  #master: ReadStream
  #queue: Buffer[] = []
  #queued_bytes = 0
  #retry: NodeJS.Timeout | null = null
  #closed = false

  private constructor(opened: Opened) {
    this.#opened = opened
    this.path = opened.pty
    this.#master = new ReadStream(opened.master)
  }

  /** The slave is held open for the life of the port: else the master reads EIO whenever the gateway closes, and raw mode is forgotten. */
  static async open(onData: (chunk: Buffer) => void): Promise<PtyPort> {
    const port = new PtyPort(binding.open(80, 24))
    port.#master.on('error', () => port.close())
    await makeRaw(port.path)
    port.#master.on('data', onData)
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
      return writeSync(this.#opened.master, bytes)
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
    this.#master.destroy()
    closeSync(this.#opened.slave)
  }
}
