/**
 * The stream Aedes reads instead of the socket. It lets nothing up but a CONNECT before the client is known, closes on a
 * packet beyond the limit as soon as its header says so, and stops reading while too many publishes of this client wait for
 * their commit (pausing here: `client.pause()` inside a hook deadlocks Aedes).
 *
 * What stations send all day, a publish at QoS 1 under their own `up/`, takes the short way: it is offered to `takes` before
 * Aedes sees it, and its PUBACK is written from here. Packet objects, hooks and streams for each of them were a third of
 * what a message cost (docs/performance.md). Everything else, and whatever `takes` declines, goes up to Aedes.
 */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { Frame, type FrameFault, PUBLISH } from './frame.ts'
import { INFLIGHT_PUBLISHES_MAX, LINGER_MS, READ_BUFFER_BYTES, REMAINING_LENGTH_BYTES_MAX } from './limits.ts'
import { type Publish, pubacks, publishIn } from './publish.ts'

export class PacketFault extends Error {
  readonly fault: FrameFault

  constructor(fault: FrameFault) {
    super(`connection closed: ${fault}`)
    this.fault = fault
  }
}

type Chunk = { chunk: Buffer; encoding: BufferEncoding }
type Callback = (error?: Error | null) => void
/** Whether the short way takes this publish; then it is settled and acknowledged there. */
export type Takes = (publish: Publish) => boolean

export class Connection extends Duplex {
  readonly address: string
  readonly #socket: Socket
  readonly #frame = new Frame(REMAINING_LENGTH_BYTES_MAX)
  #takes: Takes | null = null
  #keepalive_ms = 0
  #keepalive: NodeJS.Timeout | null = null
  /** The first of a connection is its CONNECT. */
  #packets = 0
  #inflight = 0
  /** Bytes read from the socket that may not go up yet, or begin a packet that is not whole. */
  #held: Buffer | null = null
  /** A publish waits in `#held` for others of this client to be committed. */
  #full = false
  #ended = false
  /** False after a full `push`, until Aedes reads again. */
  #wanted = true
  /** Acknowledgements of this tick. */
  #acks: number[] = []
  /** It does not read its acknowledgements: nothing is read from it either. */
  #clogged = false

  constructor(socket: Socket) {
    super({ allowHalfOpen: false, readableHighWaterMark: READ_BUFFER_BYTES })
    this.#socket = socket
    this.address = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
    socket.on('end', () => {
      this.#ended = true
      this.#pump()
    })
    socket.on('error', error => this.destroy(error))
    socket.on('close', () => this.destroy())
  }

  /**
   * MQTT-3.1.2-24: the connection closes after one and a half times the keep alive without a packet. Aedes would only hear of
   * those that go up to it.
   */
  keepAlive(seconds: number): void {
    this.#keepalive_ms = seconds * 1_500
  }

  /** The client has its CONNACK: from here on everything may go up, or the short way. */
  opened(takes: Takes): void {
    this.#takes = takes
    if (this.#keepalive_ms > 0) {
      this.#keepalive = setTimeout(() => this.destroy(new Error('keep alive timeout')), this.#keepalive_ms)
    }
    this.emit('opened')
    this.#pump()
  }

  get known(): boolean {
    return this.#takes !== null
  }

  /** One publish was answered, in whichever way. */
  settled(): void {
    this.#inflight -= 1
    // Half a window at a time, so that a full client is not woken for each single acknowledgement.
    if (this.#full && this.#inflight <= INFLIGHT_PUBLISHES_MAX / 2) this.#pump()
  }

  /** Those of one tick go out together, in the order of the calls. */
  acknowledge(id: number): void {
    if (this.#acks.push(id) === 1) process.nextTick(() => this.#sendAcks())
  }

  #sendAcks(): void {
    const bytes = pubacks(this.#acks)
    this.#acks = []
    if (this.#socket.destroyed || this.#socket.write(bytes) || this.#clogged) return
    this.#clogged = true
    this.#socket.once('drain', () => {
      this.#clogged = false
      this.#pump()
    })
  }

  #received(chunk: Buffer): void {
    this.#held = this.#held === null ? chunk : Buffer.concat([this.#held, chunk])
    this.#pump()
  }

  #pump(): void {
    if (this.destroyed) return
    const stopped = !this.#wanted || this.#clogged || !this.#takeWhole()
    if (this.destroyed) return
    if (stopped || !this.#wanted) this.#socket.pause()
    else if (this.#ended) this.push(null)
    else if (this.#socket.isPaused()) this.#socket.resume()
  }

  /** Every whole packet that may go on. False where one has to wait. */
  #takeWhole(): boolean {
    const bytes = this.#held
    if (bytes === null) return true
    const before = this.#packets
    let at = 0
    /** From here to `at` lies what goes up to Aedes. */
    let up_at = 0
    let waits = false
    while (at < bytes.length && !this.destroyed) {
      const found = this.#frame.read(bytes, at, this.#packets === 0)
      if (found === 'partial') break
      if (found !== 'whole') {
        this.#held = null
        this.destroy(new PacketFault(found))
        return false
      }
      waits = !this.#mayGoOn()
      if (waits) break
      const { end } = this.#frame
      this.#packets += 1
      if (this.#taken(bytes)) {
        this.#up(bytes, up_at, at)
        up_at = end
      }
      at = end
    }
    this.#up(bytes, up_at, at)
    this.#held = at === bytes.length ? null : bytes.subarray(at)
    if (this.#packets > before) this.#keepalive?.refresh()
    return !waits
  }

  /** Whether the packet in `#frame` may, now. */
  #mayGoOn(): boolean {
    if (!this.known) return this.#packets === 0
    this.#full = this.#frame.type === PUBLISH && this.#inflight >= INFLIGHT_PUBLISHES_MAX
    return !this.#full
  }

  #taken(bytes: Buffer): boolean {
    if (this.#frame.type !== PUBLISH) return false
    this.#inflight += 1
    const publish = publishIn(bytes, this.#frame)
    return publish !== null && this.#takes?.(publish) === true
  }

  #up(bytes: Buffer, from: number, to: number): void {
    if (to > from && !this.destroyed) this.#wanted = this.push(bytes.subarray(from, to))
  }

  override _read(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#pump()
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
    if (this.#keepalive !== null) clearTimeout(this.#keepalive)
    if (error !== null) this.#socket.destroy()
    else {
      this.#socket.destroySoon()
      this.#socket.setTimeout(LINGER_MS, () => this.#socket.destroy())
    }
    done(error)
  }
}
