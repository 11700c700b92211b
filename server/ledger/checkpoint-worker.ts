/** The worker behind checkpoint.ts. */
import { workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'

const INTERVAL_MS = 1_000
/**
 * Counted in entries, because the WAL file keeps its length when it begins again. So many leave some MiB behind, depending on
 * how many stations and groups they come from: worth the two fsyncs, and well below the backstop of 64 MiB.
 */
const ENTRIES_MIN = 2_000
/**
 * The WAL begins again only when all of it has been copied at the moment of a commit. Under load some frames always come in
 * while others are copied; each pass leaves fewer, until one fits between two commits. Without these the WAL grew up to the
 * backstop, and a commit paid for it.
 */
const PASSES_MAX = 30

const { file } = workerData as { file: string }
const db = openConnection(file, { readonly: false })
const head = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM journal').pluck()
let checkpointed_n = 0

/** PASSIVE waits for nobody, and nobody waits for it. Whether nothing came in meanwhile. */
function pass(): boolean {
  const before = head.get()
  db.pragma('wal_checkpoint(PASSIVE)')
  return head.get() === before
}

setInterval(() => {
  const n = head.get() ?? 0
  if (n - checkpointed_n < ENTRIES_MIN) return
  for (let i = 0; i < PASSES_MAX && !pass(); i++);
  checkpointed_n = n
}, INTERVAL_MS)
