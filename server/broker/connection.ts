/**
 * The stream Aedes reads instead of the socket. It lets nothing up but a CONNECT before the client is known, closes on a
 * packet beyond the limit as soon as its header says so, and stops reading while too many publishes of this client wait for
 * their commit (pausing here: `client.pause()` inside a hook deadlocks Aedes).
 */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type FrameFault, FrameWalker } from './frame.ts'
import { INFLIGHT_PUBLISHES_MAX, LINGER_MS, READ_BUFFER_BYTES, REMAINING_LENGTH_BYTES_MAX } from './limits.ts'

export class PacketFault extends Error {
  readonly fault: FrameFault

  constructor(fault: FrameFault) {
    super(`connection closed: ${fault}`)
    this.fault = fault
  }
}

type Chunk = { chunk: Buffer; encoding: BufferEncoding }
type Callback = (error?: Error | null) => void

export class Connection extends Duplex {
  readonly address: string
  readonly #socket: Socket
  readonly #walker = new FrameWalker(REMAINING_LENGTH_BYTES_MAX)
  #known = false
  #inflight = 0
  /** Bytes read from the socket that may not go up yet; the socket is paused while there are any. */
  #held: Buffer | null = null
  #ended = false
  /** False after a full `push`, until Aedes reads again. */
  #wanted = true

  constructor(socket: Socket) {
    super({ allowHalfOpen: false, readableHighWaterMark: READ_BUFFER_BYTES })
    this.#socket = socket
    this.address = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
    socket.on('end', () => {
      this.#ended = true
      if (this.#held === null) this.push(null)
    })
    socket.on('error', error => this.destroy(error))
    socket.on('close', () => this.destroy())
  }

  /** The client has its CONNACK: from here on everything may go up. */
  opened(): void {
    this.#known = true
    this.emit('opened')
    this.#pump()
  }

  get known(): boolean {
    return this.#known
  }

  /** One publish was answered, in whichever way. */
  settled(): void {
    this.#inflight -= 1
    // Half a window at a time, so that a full client is not woken for each single acknowledgement.
    if (this.#held !== null && this.#inflight <= INFLIGHT_PUBLISHES_MAX / 2) this.#pump()
  }

  #received(chunk: Buffer): void {
    this.#held = this.#held === null ? chunk : Buffer.concat([this.#held, chunk])
    this.#pump()
  }

  #pump(): void {
    const chunk = this.#held
    if (chunk === null || this.destroyed) return
    const waiting_for_connack = !this.#known && this.#walker.packets > 0
    if (!this.#wanted || waiting_for_connack) {
      this.#socket.pause()
      return
    }
    const fault = this.#walker.walk(chunk, INFLIGHT_PUBLISHES_MAX - this.#inflight, !this.#known)
    if (fault !== null) {
      this.#held = null
      this.destroy(new PacketFault(fault))
      return
    }
    const { taken, publishes } = this.#walker
    this.#inflight += publishes
    this.#held = taken === chunk.length ? null : chunk.subarray(taken)
    if (taken > 0) this.#wanted = this.push(this.#held === null ? chunk : chunk.subarray(0, taken))
    if (this.#held !== null || !this.#wanted) this.#socket.pause()
    else if (this.#ended) this.push(null)
    else if (this.#socket.isPaused()) this.#socket.resume()
  }

  override _read(): void {
    if (this.#wanted) return
    this.#wanted = true
    if (this.#held !== null) this.#pump()
    else if (this.#socket.isPaused()) this.#socket.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Callback): void {
    this.#send(chunk, done)
  }

  /** mqtt-packet writes an acknowledgement in four pieces: all of a tick go out as one. */
  override _writev(chunks: Chunk[], done: Callback): void {
    this.#send(Buffer.concat(chunks.map(piece => piece.chunk)), done)
  }

  #send(bytes: Buffer, done: Callback): void {
    if (this.#socket.destroyed) done(new Error('connection closed'))
    else if (this.#socket.write(bytes)) done()
    else this.#socket.once('drain', () => done())
  }

  override _final(done: Callback): void {
    this.#socket.end(() => done())
  }

  override _destroy(error: Error | null, done: Callback): void {
    this.#held = null
    if (error !== null) this.#socket.destroy()
    else {
      this.#socket.destroySoon()
      this.#socket.setTimeout(LINGER_MS, () => this.#socket.destroy())
    }
    done(error)
  }
}
