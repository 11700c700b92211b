/**
 * How journal entries are chained: payload_hash = SHA-256(salt ‖ payload), chain = SHA-256(previous chain ‖ header ‖
 * payload_hash). The header is canonical JSON, so that anyone with the file and a SHA-256 can check it. The salt keeps
 * short payloads from being guessed once they are dropped (design rule 3). What the fold derives (`at_ms`, `at_order`)
 * is not chained: replay recomputes it.
 */
import { hash } from 'node:crypto'
import { canonical } from '#server/domain/canonical.ts'

export const SALT_BYTES = 16
export const HASH_BYTES = 32
/** What the first entry is chained to. */
export const GENESIS: Buffer = Buffer.alloc(HASH_BYTES)

export type ChainedHeader = {
  n: number
  received_at_ms: number
  kind: string
  type: string
  disposition: string
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  batch_last_up_ms: number | null
}

/** An entry before it has its number. */
export type ChainedEntry = Omit<ChainedHeader, 'n' | 'batch_last_up_ms'> & {
  batch_last_up_ms?: number | null | undefined
}

export const headerText = (h: ChainedHeader): string => textOf(h.n, h)

/** The one place that says which fields are chained, and in which order. */
const textOf = (n: number, h: ChainedEntry): string =>
  `[${n},${h.received_at_ms},${canonical(h.kind)},${canonical(h.type)},${canonical(h.disposition)},` +
  `${canonical(h.station)},${h.epoch},${h.boot},${h.seq},${h.batch_last_up_ms ?? null}]`

/** Grows to the largest payload seen; hashing is synchronous, so one buffer serves every call. */
let scratch = Buffer.allocUnsafe(64 * 1024)

function scratchFor(text: string, extra_bytes: number): Buffer {
  const bytes_max = text.length * 3 + extra_bytes
  if (scratch.length < bytes_max) scratch = Buffer.allocUnsafe(bytes_max * 2)
  return scratch
}

/**
 * Writes SHA-256 of the first `length` bytes of `input` to `out`. Through a latin1 string because node's one-shot hash
 * makes a Buffer at more than twice the price of the hash itself (measured: 2.4 µs against 0.9 µs; Node 24).
 */
function sha256Into(input: Buffer, length: number, out: Buffer, at: number): void {
  out.write(hash('sha256', input.subarray(0, length), 'binary'), at, 'binary')
}

export function writePayloadHash(salt: Uint8Array, payload: string, out: Buffer, at: number): void {
  const input = scratchFor(payload, SALT_BYTES)
  input.set(salt, 0)
  const bytes = input.write(payload, SALT_BYTES, 'utf8')
  sha256Into(input, SALT_BYTES + bytes, out, at)
}

export function writeChain(
  previous: Uint8Array,
  n: number,
  entry: ChainedEntry,
  payload_hash: Uint8Array,
  out: Buffer,
  at: number,
): void {
  const text = textOf(n, entry)
  const input = scratchFor(text, 2 * HASH_BYTES)
  input.set(previous, 0)
  const bytes = input.write(text, HASH_BYTES, 'utf8')
  input.set(payload_hash, HASH_BYTES + bytes)
  sha256Into(input, 2 * HASH_BYTES + bytes, out, at)
}

export function payloadHash(salt: Uint8Array, payload: string): Buffer {
  const out = Buffer.allocUnsafe(HASH_BYTES)
  writePayloadHash(salt, payload, out, 0)
  return out
}

export function chainOf(previous: Uint8Array, header: ChainedHeader, payload_hash: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(HASH_BYTES)
  writeChain(previous, header.n, header, payload_hash, out, 0)
  return out
}
