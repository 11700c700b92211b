/** How long a person waits at the reader: from the badge said to its verdict heard, on the real clock. */
import type { Down, Message } from './firmware/messages.ts'

export class BadgeTimer {
  readonly latencies_ms: number[] = []
  readonly #asked = new Map<string, number>()
  readonly #now_ms: () => number

  constructor(now_ms: () => number = () => performance.now()) {
    this.#now_ms = now_ms
  }

  /** A badge decided by the station itself waits for nobody. */
  said(message: Message): void {
    if (message.type === 'badge' && message.offline === undefined) this.#asked.set(keyOf(message), this.#now_ms())
  }

  heard(down: Down): void {
    if (down.type !== 'verdict' || down.for === null) return
    const asked_ms = this.#asked.get(keyOf(down.for))
    if (asked_ms === undefined) return
    this.#asked.delete(keyOf(down.for))
    this.latencies_ms.push(this.#now_ms() - asked_ms)
  }
}

const keyOf = ({ boot, seq }: { boot: number; seq: number }): string => `${boot}/${seq}`
