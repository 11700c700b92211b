/** The worker behind checkpoint.ts. */
import { statSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'

/** Long enough to copy a page once that many commits wrote, short enough to stay below the backstop at full load. */
const INTERVAL_MS = 1_000
/** 8 MiB: below it a checkpoint costs more than it saves. */
const WAL_BYTES_MIN = 8 * 1024 * 1024

const { file } = workerData as { file: string }
const db = openConnection(file, { readonly: false })

setInterval(() => {
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false })
  if (wal !== undefined && wal.size >= WAL_BYTES_MIN) db.pragma('wal_checkpoint(PASSIVE)')
}, INTERVAL_MS)
