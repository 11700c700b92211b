/** The worker behind checkpoint.ts. */
import { workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'

const INTERVAL_MS = 1_000
/**
 * Counted in entries, because the WAL file keeps its length when it begins again. So many leave 2 to 20 MiB behind,
 * depending on how many stations they come from: worth the two fsyncs, and well below the backstop of 64 MiB.
 */
const ENTRIES_MIN = 2_000

const { file } = workerData as { file: string }
const db = openConnection(file, { readonly: false })
const head = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM journal').pluck()
let checkpointed_n = 0

setInterval(() => {
  const n = head.get() ?? 0
  if (n - checkpointed_n < ENTRIES_MIN) return
  db.pragma('wal_checkpoint(PASSIVE)')
  checkpointed_n = n
}, INTERVAL_MS)
