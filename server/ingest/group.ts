/**
 * The queue between the broker's hooks and the ledger: what arrives within some milliseconds becomes one group. One group
 * at a time; the order of arrival is the order of everything that follows, but for what must not wait behind what can.
 */
export type GroupQueueOptions<T> = {
  group_ms: number
  group_max: number
  /** So many do not wait for more. */
  group_full: number
  /** Splits what waits where something urgent is in it, each part in order: what goes now, and what may wait on. */
  ahead(waiting: T[]): { now: T[]; later: T[] }
  /** Handles one group completely. Must not reject. */
  handle(group: T[]): Promise<void>
}

export class GroupQueue<T> {
  readonly #options: GroupQueueOptions<T>
  #waiting: T[] = []
  #urgent = false
  /** The oldest has waited long enough. */
  #due = false
  #timer: NodeJS.Timeout | null = null
  #immediate: NodeJS.Immediate | null = null
  #running: Promise<void> | null = null

  constructor(options: GroupQueueOptions<T>) {
    this.#options = options
  }

  /** Somebody stands in front of a machine and waits for an `urgent` one: its group closes with this turn of the loop. */
  push(item: T, urgent = false): void {
    this.#waiting.push(item)
    this.#urgent ||= urgent
    this.#schedule()
  }

  /** Has an empty group handled soon, where none is on its way. */
  poke(): void {
    if (this.#running === null && this.#waiting.length === 0)
      this.#running = this.#options.handle([]).then(() => this.#ended())
  }

  /** Takes out everything that no group holds yet. */
  drain(): T[] {
    this.#disarm()
    this.#urgent = false
    return this.#waiting.splice(0)
  }

  /** Resolves when everything pushed so far has been handled. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running !== null) {
      this.#due = true
      this.#running ??= this.#run()
      await this.#running
    }
  }

  #ready(): boolean {
    const { length } = this.#waiting
    return length > 0 && (this.#urgent || this.#due || length >= this.#options.group_full)
  }

  #schedule(): void {
    if (this.#waiting.length === 0) return
    this.#timer ??= setTimeout(() => this.#overdue(), this.#options.group_ms)
    if (this.#running === null && this.#ready()) this.#immediate ??= setImmediate(() => this.#start())
  }

  #overdue(): void {
    this.#due = true
    this.#start()
  }

  #start(): void {
    if (this.#immediate !== null) clearImmediate(this.#immediate)
    this.#immediate = null
    if (this.#ready()) this.#running ??= this.#run()
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#due = false
  }

  async #run(): Promise<void> {
    while (this.#ready()) {
      await this.#options.handle(this.#next())
      // Let acknowledgements out and the next messages in; a chain of microtasks alone would starve the sockets.
      if (this.#ready()) await new Promise<void>(resolve => setImmediate(resolve))
    }
    this.#ended()
  }

  #next(): T[] {
    const { ahead, group_max } = this.#options
    const all = this.#waiting
    const { now, later } = this.#urgent && !this.#due ? ahead(all) : { now: all, later: [] }
    this.#urgent = false
    this.#waiting = [...now.slice(group_max), ...later]
    if (this.#waiting.length === 0) this.#disarm()
    if (now.length > group_max) this.#due = true
    return now.slice(0, group_max)
  }

  #ended(): void {
    this.#running = null
    this.#schedule()
  }
}
