/** The store's thread: SQLite's disk waits must not stand between a badge and its verdict. One request at a time, in order. */
import { parentPort, workerData } from 'node:worker_threads'
import { type EmbeddedCore, openCore } from './core.ts'
import { OPENING_ID, type WorkerReply, type WorkerRequest, type WorkerStart } from './protocol.ts'

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
