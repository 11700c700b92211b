/**
 * The queue between the broker's hooks and the ledger: what arrives within a few milliseconds becomes one group. One group
 * at a time; the order of arrival is the order of everything that follows.
 */
export type GroupQueueOptions<T> = {
  group_ms: number
  group_max: number
  /** Handles one group completely. Must not reject. */
  handle(group: T[]): Promise<void>
}

export class GroupQueue<T> {
  readonly #options: GroupQueueOptions<T>
  #waiting: T[] = []
  #timer: NodeJS.Timeout | null = null
  #immediate: NodeJS.Immediate | null = null
  #running: Promise<void> | null = null

  constructor(options: GroupQueueOptions<T>) {
    this.#options = options
  }

  /** Somebody stands in front of a machine and waits for an `urgent` one: its group closes with this turn of the loop. */
  push(item: T, urgent = false): void {
    this.#waiting.push(item)
    if (this.#running !== null) return
    if (urgent) this.#startSoon()
    else if (this.#timer === null && this.#immediate === null) this.#arm()
  }

  /** Has an empty group handled soon, in its turn. */
  poke(): void {
    if (this.#running === null && this.#timer === null)
      this.#running = this.#options.handle([]).then(() => this.#ended())
  }

  /** Takes out everything that no group holds yet. */
  drain(): T[] {
    const waiting = this.#waiting
    this.#waiting = []
    return waiting
  }

  /** Resolves when everything pushed so far has been handled. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running !== null) {
      this.#disarm()
      this.#running ??= this.#run()
      await this.#running
    }
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#disarm()
      this.#running = this.#run()
    }, this.#options.group_ms)
  }

  #startSoon(): void {
    if (this.#immediate !== null) return
    this.#disarm()
    this.#immediate = setImmediate(() => {
      this.#disarm()
      this.#running ??= this.#run()
    })
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#immediate !== null) clearImmediate(this.#immediate)
    this.#timer = null
    this.#immediate = null
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group =
        this.#waiting.length <= this.#options.group_max
          ? this.drain()
          : this.#waiting.splice(0, this.#options.group_max)
      await this.#options.handle(group)
      // Let acknowledgements out and the next messages in; a chain of microtasks alone would starve the sockets.
      if (this.#waiting.length > 0) await new Promise<void>(resolve => setImmediate(resolve))
    }
    this.#ended()
  }

  #ended(): void {
    this.#running = null
    if (this.#waiting.length > 0) this.#arm()
  }
}
