/** Appends to the journal: numbers, salts, hashes and chains. Only ever called inside a write transaction. */
import { randomBytes } from 'node:crypto'
import { GENESIS, HASH_BYTES, SALT_BYTES, writeChain, writePayloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import type { JournalAppend } from '../types.ts'

export type RawHead = { n: number; chain: Buffer }

export type JournalWriter = {
  head(): RawHead
  /** Appends after `head` and returns the new one. */
  append(head: RawHead, entries: readonly JournalAppend[]): RawHead
}

const BYTES_PER_ENTRY = SALT_BYTES + 2 * HASH_BYTES

export function journalWriter(db: Connection): JournalWriter {
  const last = db.prepare<[], RawHead>('SELECT n, chain FROM journal ORDER BY n DESC LIMIT 1')
  const insert = db.prepare(
    `INSERT INTO journal (n, received_at_ms, kind, type, disposition, station, epoch, boot, seq, at_ms, at_order,
       batch_last_up_ms, payload, salt, payload_hash, chain)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const head = (): RawHead => last.get() ?? { n: 0, chain: GENESIS }

  /** Salts and hashes of a group lie in one allocation, sliced: small Buffers cost more than the hashing. */
  function append(from: RawHead, entries: readonly JournalAppend[]): RawHead {
    const count = entries.length
    const salts = randomBytes(SALT_BYTES * count)
    const bytes = Buffer.allocUnsafe((BYTES_PER_ENTRY - SALT_BYTES) * count)
    let n = from.n
    let chain = from.chain
    let at = 0
    for (let i = 0; i < count; i++) {
      const e = entries[i] as JournalAppend
      n += 1
      const salt = salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES)
      writePayloadHash(salt, e.payload, bytes, at)
      const payload_hash = bytes.subarray(at, at + HASH_BYTES)
      writeChain(chain, n, e, payload_hash, bytes, at + HASH_BYTES)
      chain = bytes.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES)
      at += 2 * HASH_BYTES
      insert.run(
        n,
        e.received_at_ms,
        e.kind,
        e.type,
        e.disposition,
        e.station,
        e.epoch,
        e.boot,
        e.seq,
        e.at_ms,
        e.at_order,
        e.batch_last_up_ms ?? null,
        e.payload,
        salt,
        payload_hash,
        chain,
      )
    }
    return { n, chain }
  }
  return { head, append }
}
