import { Worker } from 'node:worker_threads'
import { LedgerError } from '../errors.ts'
import type { VerifyReport } from '../types.ts'

/** A replay may take minutes: it has a worker to itself, so that neither commits nor other reads wait for it. */
export function verifyInWorker(file: string): Promise<VerifyReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { file } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new LedgerError('io', `${file}: the verification ended early (${code})`)))
  })
}
