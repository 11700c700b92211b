/** The store's thread: SQLite's disk waits must not stand between a badge and its verdict. One request at a time, in order. */
import { parentPort, workerData } from 'node:worker_threads'
import { type EmbeddedCore, openCore } from './core.ts'
import type { Retention } from './maintain.ts'

export type WorkerStart = { file: string; retention: Retention }
export type Operation = keyof EmbeddedCore
export type WorkerRequest = { id: number; operation: Operation; args: unknown[] }
export type WorkerReply = { id: number; value: unknown } | { id: number; error: string; range: boolean }

/** The reply to the opening itself. */
export const OPENING_ID = 0

function serve(): void {
  const port = parentPort
  if (port === null) throw new Error('server/telemetry/embedded/worker.ts runs in a worker thread')
  const start = workerData as WorkerStart
  const reply = (id: number, work: () => unknown): void => {
    try {
      port.postMessage({ id, value: work() } satisfies WorkerReply)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      port.postMessage({ id, error: message, range: error instanceof RangeError } satisfies WorkerReply)
    }
  }
  let core: EmbeddedCore | undefined
  reply(OPENING_ID, () => {
    core = openCore(start.file, start.retention)
  })
  port.on('message', ({ id, operation, args }: WorkerRequest) => {
    const run = core?.[operation] as (...args: unknown[]) => unknown
    reply(id, () => run(...args))
    if (operation === 'close') port.close()
  })
  // Nothing was opened: the thread ends, and with it the front's hope.
  if (core === undefined) port.close()
}

serve()
