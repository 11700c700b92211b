/**
 * A tiny native station at the far end of a serial line: sends in order, keeps a few frames in flight, sends again what
 * was not acknowledged. Its codec is written naively from contract §2, on another CRC than the gateway's.
 */
import crc32 from 'crc-32'
import type { Pty } from './pty.ts'

export type PeerMessage = { type: string; boot: number; seq: number; [field: string]: unknown }

const IN_FLIGHT = 8
const RESEND_ms = 250

export class SerialPeer {
  /** identities `boot/seq` the gateway acknowledged, in the order of its acknowledgements, repetitions included */
  readonly acked: string[] = []
  readonly downs: Record<string, unknown>[] = []
  #queue: PeerMessage[] = []
  #sent = new Map<string, number>()
  #pty: Pty | undefined
  #rest: number[] = []
  readonly #timer: NodeJS.Timeout

  readonly #throughNoise: (wire: Buffer) => Buffer

  /** `throughNoise` spoils frames on their way to the gateway. */
  constructor(throughNoise: (wire: Buffer) => Buffer = wire => wire) {
    this.#throughNoise = throughNoise
    this.#timer = setInterval(() => this.#pump(), 50)
  }

  plug(pty: Pty): void {
    this.#pty = pty
    this.#rest = []
    this.#sent.clear()
    pty.onData(chunk => {
      if (this.#pty === pty) this.#receive(chunk)
    })
  }

  say(...messages: PeerMessage[]): void {
    this.#queue.push(...messages)
    this.#pump()
  }

  get unacked(): number {
    return this.#queue.length
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#pty = undefined
  }

  #pump(): void {
    const now_ms = performance.now()
    for (const message of this.#queue.slice(0, IN_FLIGHT)) {
      const sent_at_ms = this.#sent.get(identity(message))
      if (sent_at_ms !== undefined && now_ms - sent_at_ms < RESEND_ms) continue
      this.#sent.set(identity(message), now_ms)
      this.#pty?.write(this.#throughNoise(frame(1, JSON.stringify(message))))
    }
  }

  #receive(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte !== 0) this.#rest.push(byte)
      else {
        const { type, value } = unframe(this.#rest)
        this.#rest = []
        if (type === 3) this.downs.push(value)
        if (type === 2) this.#takeAck(`${value.boot}/${value.seq}`)
      }
    }
  }

  #takeAck(acked: string): void {
    this.acked.push(acked)
    this.#queue = this.#queue.filter(message => identity(message) !== acked)
    this.#sent.delete(acked)
    this.#pump()
  }
}

export const identity = ({ boot, seq }: { boot: unknown; seq: unknown }): string => `${boot}/${seq}`

export function frame(type: number, json: string): Buffer {
  const plain = Buffer.concat([Buffer.of(type), Buffer.from(json)])
  const check = Buffer.alloc(4)
  check.writeInt32LE(crc32.buf(plain))
  const runs = Buffer.concat([plain, check, Buffer.of(0)])
    .toString('latin1')
    .split('\0')
    .slice(0, -1)
    .flatMap(run => splitRun(run))
  return Buffer.from(`${runs.join('')}\0`, 'latin1')
}

/** Runs of 254 get the code FF, which stands for no zero; what is left, even nothing, stands for one. */
function splitRun(run: string): string[] {
  if (run.length < 254) return [String.fromCharCode(run.length + 1) + run]
  return [`\xff${run.slice(0, 254)}`, ...splitRun(run.slice(254))]
}

function unframe(block: number[]): { type: number; value: Record<string, unknown> } {
  const plain: number[] = []
  for (let at = 0; at < block.length; ) {
    const code = block[at] ?? 0
    plain.push(...block.slice(at + 1, at + code))
    at += code
    if (code < 255 && at < block.length) plain.push(0)
  }
  const checked = Buffer.from(plain.slice(0, -4))
  if (Buffer.from(plain.slice(-4)).readInt32LE() !== crc32.buf(checked)) throw new Error('the gateway sent a bad CRC')
  return { type: checked[0] ?? 0, value: JSON.parse(checked.subarray(1).toString()) }
}
