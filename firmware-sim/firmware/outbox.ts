/** What was said and not yet acknowledged, in order. Resent until it is (contract §1, the promise). */
import type { Message } from './messages.ts'

export class Outbox {
  #queue: Message[] = []
  #head = 0
  #listener: () => void = () => {}

  push(message: Message): void {
    this.#queue.push(message)
    this.#listener()
  }

  preload(messages: readonly Message[]): void {
    for (const message of messages) this.#queue.push(message)
    this.#listener()
  }

  /** Called after every push: the wire looks whether it may send. */
  onPush(listener: () => void): void {
    this.#listener = listener
  }

  /** The i-th unacknowledged message, oldest first. */
  at(i: number): Message | undefined {
    return this.#queue[this.#head + i]
  }

  get length(): number {
    return this.#queue.length - this.#head
  }

  /** Takes the oldest `count` off: they are safe elsewhere. */
  drop(count: number): Message[] {
    const dropped = this.#queue.slice(this.#head, this.#head + count)
    this.#head += dropped.length
    if (this.#head > 1_024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
    return dropped
  }
}
