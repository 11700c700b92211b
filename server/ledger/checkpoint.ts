/**
 * Copies the WAL back into the database away from the commit path: a worker with its own connection looks now and then
 * how far the journal has come and checkpoints PASSIVE, which waits for nobody and which nobody waits for. Without it every
 * few thousandth commit would carry the copying and its two fsyncs.
 */
import { Worker } from 'node:worker_threads'
import type { LedgerLog } from './ledger.ts'

export class Checkpointer {
  readonly #worker: Worker

  constructor(file: string, log: LedgerLog | undefined) {
    this.#worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: { file } })
    this.#worker.unref()
    this.#worker.on('message', error => log?.warn({ error }, 'the WAL cannot be copied back now; trying on'))
    // The commits go on without it: SQLite's own checkpoint at WAL_AUTOCHECKPOINT_PAGES is the backstop.
    this.#worker.on('error', error => log?.warn({ error }, 'the ledger checkpointer stopped'))
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
