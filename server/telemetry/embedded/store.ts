/** TelemetryStore on SQLite: a front for the thread that holds the file. */
import { Worker } from 'node:worker_threads'
import { POINTS_PER_WRITE_MAX } from '../limits.ts'
import type { TelemetryPoint, TelemetryStore } from '../ports.ts'
import type { EmbeddedCore } from './core.ts'
import { RETENTION_DEFAULT, type Retention } from './maintain.ts'
import { OPENING_ID, type Operation, type WorkerReply, type WorkerRequest, type WorkerStart } from './protocol.ts'

export type EmbeddedOptions = {
  file: string
  retention?: Retention
  now_ms?: () => number
  /** how often down-sampling and retention run; 0: only when `maintain` is called */
  maintain_every_ms?: number
}
export type EmbeddedStore = TelemetryStore & {
  /** Down-samples and expires until there is nothing to do. */
  maintain(): Promise<void>
}

type Waiting = { resolve(value: never): void; reject(error: Error): void }
type Call = <O extends Operation>(
  operation: O,
  ...args: Parameters<EmbeddedCore[O]>
) => Promise<ReturnType<EmbeddedCore[O]>>

const MAINTAIN_EVERY_MS = 60_000

/** Rejects when the file cannot be opened, is no such file, or comes from a newer version. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const now_ms = options.now_ms ?? Date.now
  const { call, ended } = await startThread({ file: options.file, retention: options.retention ?? RETENTION_DEFAULT })

  let maintaining: Promise<void> | undefined
  let closing = false
  const maintainAll = async (): Promise<void> => {
    while (!closing && (await call('maintain', now_ms())));
  }
  const maintain = (): Promise<void> => {
    maintaining ??= maintainAll().finally(() => {
      maintaining = undefined
    })
    return maintaining
  }
  const every_ms = options.maintain_every_ms ?? MAINTAIN_EVERY_MS
  // A failed round is tried again in the next one; a store that fails for good shows in the follower's writes.
  const timer = every_ms > 0 ? setInterval(() => void maintain().catch(() => undefined), every_ms).unref() : undefined

  async function write(points: TelemetryPoint[]): ReturnType<TelemetryStore['write']> {
    const refused: Awaited<ReturnType<TelemetryStore['write']>>['refused'] = []
    for (let from = 0; from < points.length; from += POINTS_PER_WRITE_MAX) {
      refused.push(...(await call('write', points.slice(from, from + POINTS_PER_WRITE_MAX), now_ms())))
    }
    return { refused }
  }

  return {
    write,
    curve: (machine, range, bucket_ms) => call('curve', machine, range, bucket_ms),
    usage: range => call('usage', range),
    counts: range => call('counts', range),
    clear: () => call('clear'),
    ping: () => call('ping'),
    maintain,
    async close() {
      if (closing) return
      closing = true
      clearInterval(timer)
      await call('close')
      await ended
    },
  }
}

async function startThread(start: WorkerStart): Promise<{ call: Call; ended: Promise<void> }> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: start })
  const waiting = new Map<number, Waiting>()
  let gone: Error | undefined
  let last_id = OPENING_ID

  const fail = (error: Error): void => {
    gone ??= error
    for (const one of waiting.values()) one.reject(gone)
    waiting.clear()
  }
  const ended = new Promise<void>(resolve => {
    worker.once('exit', () => {
      fail(new Error('the telemetry store is closed'))
      resolve()
    })
  })
  worker.on('error', error => fail(new Error('the telemetry thread failed', { cause: error })))
  worker.on('message', (reply: WorkerReply) => {
    const one = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) one?.reject(reply.range ? new RangeError(reply.error) : new Error(reply.error))
    else one?.resolve(reply.value as never)
  })
  const answerTo = (id: number): Promise<never> =>
    new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  await answerTo(OPENING_ID)

  const call: Call = (operation, ...args) => {
    if (gone !== undefined) return Promise.reject(gone)
    const id = ++last_id
    const answer = answerTo(id)
    worker.postMessage({ id, operation, args } satisfies WorkerRequest)
    return answer
  }
  return { call, ended }
}
