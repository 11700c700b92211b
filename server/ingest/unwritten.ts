/**
 * Which stations' rows on disk are behind memory. A state is written when its row misses an entry that is long past, so that
 * a start never has to fold more than so many (`Group.states`).
 */
import { STATE_LAG_ENTRIES_MAX } from './limits.ts'

export class Unwritten {
  /** The first entry each row misses; oldest first. */
  readonly #first_n: Map<string, number>

  constructor(first_n: Map<string, number> = new Map()) {
    this.#first_n = first_n
  }

  /** Stations to be written with a group that ends at `head`: the oldest of all. */
  due(head: number): string[] {
    const due: string[] = []
    for (const [station, n] of this.#first_n) {
      if (n > head - STATE_LAG_ENTRIES_MAX) break
      due.push(station)
    }
    return due
  }

  all(): string[] {
    return [...this.#first_n.keys()]
  }

  /** The entry up to which no row misses any once the `count` oldest are written; at most `head`. */
  upTo(count: number, head: number): number {
    let i = 0
    for (const n of this.#first_n.values()) if (i++ === count) return n - 1
    return head
  }

  written(stations: Iterable<string>): void {
    for (const station of stations) this.#first_n.delete(station)
  }

  /** Its state moved on with an entry at `n` or later, and its row did not. */
  touched(station: string, n: number): void {
    if (!this.#first_n.has(station)) this.#first_n.set(station, n)
  }
}
