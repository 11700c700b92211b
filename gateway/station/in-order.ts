/**
 * Puts a station's messages into the order it said them. A frame damaged on the line comes again after those behind it,
 * and the server does not fold what comes late (contract §1, Identity): so those behind wait a little for it. What waits
 * is not acknowledged yet, so nothing is lost with it.
 */
import { HELD_MAX } from '../limits.ts'

export type Numbered = { boot: number; seq: number }

export class InOrder<T extends Numbered> {
  /** what should come next; null before anything was heard */
  #next: Numbered | null
  #held = new Map<number, T>()

  /** `last`: the newest message that is already on disk, from an earlier run. */
  constructor(last: Numbered | null) {
    this.#next = last === null ? null : following(last)
  }

  /** What is missing, as `boot/seq`, while something waits for it. */
  get gap(): string | null {
    if (this.#held.size === 0) return null
    return this.#next === null ? 'start' : `${this.#next.boot}/${this.#next.seq}`
  }

  /** Takes one message as it comes and gives those whose turn it is. */
  take(message: T): T[] {
    if (message.seq === 0 && message.boot !== this.#next?.boot) {
      const earlier = this.#heldBoot() === message.boot ? [] : this.release()
      return [...earlier, ...this.#advance(message)]
    }
    if (!this.#isAhead(message)) return this.#isNext(message) ? this.#advance(message) : [message]
    const room = this.#held.size < HELD_MAX && [message.boot, undefined].includes(this.#heldBoot())
    const earlier = room ? [] : this.release()
    if (this.#isNext(message)) return [...earlier, ...this.#advance(message)]
    this.#held.set(message.seq, message)
    return earlier
  }

  /** What is missing will not come (the station has dropped it): give what waits. The server records the gap. */
  release(): T[] {
    const waiting = [...this.#held.values()].sort((a, b) => a.seq - b.seq)
    const last = waiting.at(-1)
    if (last !== undefined) this.#next = following(last)
    this.#held.clear()
    return waiting
  }

  /** The line is gone, and what waits will come again. */
  forget(): void {
    this.#held.clear()
  }

  /** This one could not be kept: it is expected again before those after it. */
  rewind({ boot, seq }: Numbered): void {
    if (this.#next !== null && this.#next.boot === boot && seq < this.#next.seq) this.#next = { boot, seq }
  }

  #advance(message: T): T[] {
    const turn = [message]
    this.#next = following(message)
    for (let held = this.#held.get(this.#next.seq); held !== undefined; held = this.#held.get(this.#next.seq)) {
      this.#held.delete(held.seq)
      this.#next = following(held)
      turn.push(held)
    }
    return turn
  }

  #isNext({ boot, seq }: Numbered): boolean {
    return this.#next !== null && boot === this.#next.boot && seq === this.#next.seq
  }

  /** Something before it is missing. Older ones are not ahead: repeated or late, the outbox and the server tell. */
  #isAhead({ boot, seq }: Numbered): boolean {
    if (this.#next === null) return seq > 0
    return boot > this.#next.boot || (boot === this.#next.boot && seq > this.#next.seq)
  }

  #heldBoot(): number | undefined {
    const [first] = this.#held.values()
    return first?.boot
  }
}

const following = ({ boot, seq }: Numbered): Numbered => ({ boot, seq: seq + 1 })
