/** The worker behind checkpoint.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'
import { CopyBack } from './copy-back.ts'

const INTERVAL_MS = 1_000

const { file } = workerData as { file: string }
const db = openConnection(file, { readonly: false })
const head = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM journal').pluck()
const copy = new CopyBack({ head: () => head.get() ?? 0, pass: () => void db.pragma('wal_checkpoint(PASSIVE)') })

setInterval(() => {
  const error = copy.look()
  if (error !== null) parentPort?.postMessage(error instanceof Error ? error.message : String(error))
}, INTERVAL_MS)
