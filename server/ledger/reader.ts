/** Asks the reader worker. It starts with the first question, and again after a crash; it never keeps the process alive. */
import { Worker } from 'node:worker_threads'
import { LedgerError, type LedgerErrorKind } from './errors.ts'
import type { Answer, Arguments, LongRead, Reply } from './read/long.ts'

type Waiting = { resolve(value: unknown): void; reject(error: unknown): void }

export class Reader {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #last_id = 0
  #closed = false

  constructor(file: string) {
    this.#file = file
  }

  ask<R extends LongRead>(read: R, ...args: Arguments<R>): Promise<Answer<R>> {
    if (this.#closed) return Promise.reject(new LedgerError('io', `${this.#file}: the ledger is closed`))
    const worker = this.#worker ?? this.#start()
    const id = ++this.#last_id
    return new Promise<Answer<R>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: value => resolve(value as Answer<R>), reject })
      worker.ref()
      worker.postMessage({ id, read, args })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: { file: this.#file } })
    worker.on('message', (reply: Reply) => this.#settle(worker, reply))
    worker.on('error', error => this.#lost(worker, error))
    worker.on('exit', () => this.#lost(worker, new LedgerError('io', `${this.#file}: the reader stopped`)))
    this.#worker = worker
    return worker
  }

  #settle(worker: Worker, reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) worker.unref()
    if ('value' in reply) waiting?.resolve(reply.value)
    else if (reply.error.kind === null) waiting?.reject(new Error(reply.error.message))
    else waiting?.reject(new LedgerError(reply.error.kind as LedgerErrorKind, reply.error.message))
  }

  #lost(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
