import { Worker } from 'node:worker_threads'
import { LedgerError } from '../errors.ts'
import type { VerifyReport } from '../types.ts'
import type { Verified } from './verify.ts'

/** A replay may take minutes: it has a worker to itself, so that neither commits nor other reads wait for it. */
export const verifyInWorker = async (file: string): Promise<VerifyReport> => (await inWorker(file, null)).report

/** Also makes a checkpoint as of the last entry received before this instant. */
export const checkpointInWorker = (file: string, before_ms: number): Promise<Verified> => inWorker(file, before_ms)

function inWorker(file: string, before_ms: number | null): Promise<Verified> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { file, before_ms } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new LedgerError('io', `${file}: the verification ended early (${code})`)))
  })
}
