/** The files of issued documents, made on demand in a worker that begins with the first and ends when nobody asks any more. */
import { Worker } from 'node:worker_threads'
import type { DocumentFiles } from '#server/accounts/ports.ts'
import { type Paper, proofUrl, surroundings } from './surroundings.ts'
import type { Question, Reply, Work } from './work.ts'

/** Fonts and their words take some 100 MB; a month is issued in a few minutes, and then nobody asks for days. */
const IDLE_MS = 60_000

/** Buffers and compressors lie outside the heap and go with what held them: collected often, 270 MB and not 390 (tried). */
const LIMITS = { maxYoungGenerationSizeMb: 4 }

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void }
export type ClosableFiles = DocumentFiles & { close(): Promise<void> }

export function createDocumentFiles(paper: Paper): ClosableFiles {
  const renderer = new Renderer()
  return {
    pdf: async document => renderer.ask({ kind: 'pdf', document, surroundings: await surroundings(document, paper) }),
    xml: document => renderer.ask({ kind: 'xml', document }),
    statement: sheet => renderer.ask({ kind: 'statement', sheet, proof_url: proofUrl(paper.public_url, sheet.id) }),
    close: () => renderer.close(),
  }
}

class Renderer {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
  #last_id = 0
  #closed = false

  ask(work: Work): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new Error('no more files are made: the program ends'))
    const worker = this.#worker ?? this.#start()
    const id = ++this.#last_id
    if (this.#idle !== null) clearTimeout(this.#idle)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, work } satisfies Question)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#end()
  }

  #start(): Worker {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits: LIMITS })
    worker.on('message', (reply: Reply) => this.#settle(worker, reply))
    worker.on('error', (error: Error) => this.#lost(worker, error))
    worker.on('exit', () => this.#lost(worker, new Error('the program that draws invoices stopped')))
    this.#worker = worker
    return worker
  }

  #settle(worker: Worker, reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#rest(worker)
    if ('bytes' in reply) waiting?.resolve(reply.bytes)
    else waiting?.reject(new Error(reply.error))
  }

  /** Neither the worker nor its clock keeps the process alive. */
  #rest(worker: Worker): void {
    worker.unref()
    this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref()
  }

  async #end(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle)
    const worker = this.#worker
    if (worker === null) return
    this.#lost(worker, new Error('no more files are made: the program ends'))
    await worker.terminate()
  }

  /** The next question starts another. */
  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
