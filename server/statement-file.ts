/** A bank's statement from its bytes. A large one has a thread to itself: no badge waits for a treasurer's year. */
import { Worker } from 'node:worker_threads'
import type { ReadFile } from './bank/ports.ts'
import type { Columns } from './billing/statement-file/columns.ts'
import { readStatementFile } from './billing/statement-file/read.ts'
import { decode } from './ingest/members/decode.ts'

/** Some sixty lines of camt, read at once within a few ms; a thousand take half a second. */
const AT_ONCE_BYTES_MAX = 32_768

export type StatementBytes = { bytes: Uint8Array; columns: Columns | null }

export const readBytes = ({ bytes, columns }: StatementBytes): ReadFile =>
  readStatementFile(decode(Buffer.from(bytes)).text, columns)

export const readStatement = async (bytes: Buffer, columns: Columns | null): Promise<ReadFile> =>
  bytes.length <= AT_ONCE_BYTES_MAX ? readBytes({ bytes, columns }) : readInWorker({ bytes, columns })

function readInWorker(statement: StatementBytes): Promise<ReadFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./statement-worker.ts', import.meta.url), { workerData: statement })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the reading of a statement ended early (${code})`)))
  })
}
