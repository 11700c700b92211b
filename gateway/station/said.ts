/** What a composed station said, on its way to the outbox: in order, and kept here while the disk refuses. */
import type { Logger } from 'pino'
import { SAID_MAX, SAID_RETRY_ms } from '../limits.ts'
import type { Incoming, Outbox } from '../outbox/outbox.ts'

export class Said {
  readonly #outbox: Pick<Outbox, 'append'>
  readonly #onKept: (message: Incoming, outbox_id: number) => void
  readonly #log: Logger
  #waiting: Incoming[] = []
  #flushing: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #refused = ''

  constructor(options: {
    outbox: Pick<Outbox, 'append'>
    onKept(message: Incoming, outbox_id: number): void
    log: Logger
  }) {
    this.#outbox = options.outbox
    this.#onKept = options.onKept
    this.#log = options.log
  }

  say(message: Incoming): void {
    if (this.#waiting.length >= SAID_MAX) this.#dropASample()
    this.#waiting.push(message)
    this.#kick()
  }

  /** The last words are on disk when this resolves, unless the disk refuses. */
  async stop(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    await this.#flushing
    this.#kick()
    await this.#flushing
    clearTimeout(this.#retry)
  }

  #kick(): void {
    if (this.#flushing !== undefined || this.#retry !== undefined || this.#waiting.length === 0) return
    this.#flushing = this.#flush().finally(() => {
      this.#flushing = undefined
      this.#kick() // for what was said since the last look
    })
  }

  /** A group at a time, so that none overtakes one that was refused. */
  async #flush(): Promise<void> {
    while (this.#waiting.length > 0 && this.#retry === undefined) {
      const group = [...this.#waiting]
      const results = await Promise.all(group.map(message => this.#outbox.append(message)))
      const refused = results.findIndex(({ kind }) => kind === 'full' || kind === 'failed')
      const count = refused < 0 ? results.length : refused
      for (const [index, result] of results.slice(0, count).entries()) {
        const message = group[index]
        if (message !== undefined && result.kind === 'kept') this.#onKept(message, result.id)
      }
      this.#waiting.splice(0, count)
      const refusal = results[refused]
      if (refusal === undefined) this.#refused = ''
      else this.#later(refusal.kind === 'failed' ? refusal.error.message : 'the outbox is full')
    }
  }

  #later(why: string): void {
    if (why !== this.#refused) this.#log.error({ why }, 'cannot keep messages on disk; trying on')
    this.#refused = why
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#kick()
    }, SAID_RETRY_ms)
  }

  /** Badges, faults and relay movements are worth more than a heartbeat; the server records the gap. */
  #dropASample(): void {
    const oldest = this.#waiting.findIndex(({ type }) => type === 'sample')
    // While a group is on its way to disk its places are taken.
    if (this.#flushing === undefined) this.#waiting.splice(Math.max(0, oldest), 1)
  }
}
