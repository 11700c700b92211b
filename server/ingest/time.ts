/** `down/time`: after each `hello`, and every 60 s to a station that is heard, not to all of them in the same second. */
import { TIME_MS } from './limits.ts'
import type { Clock, DownlinkSender } from './ports.ts'

export class TimeTeller {
  readonly #downlink: DownlinkSender
  readonly #clock: Clock
  readonly #due_ms = new Map<string, number>()

  constructor(downlink: DownlinkSender, clock: Clock) {
    this.#downlink = downlink
    this.#clock = clock
  }

  tell(station: string): void {
    const epoch_ms = this.#clock.now_ms()
    this.#due_ms.set(station, epoch_ms + TIME_MS)
    this.#downlink.send({ station, type: 'time', payload: { epoch_ms } })
  }

  /** The clock was set: whoever set theirs by it sets it again. */
  tellAgain(): void {
    for (const station of [...this.#due_ms.keys()]) this.tell(station)
  }

  /** First heard without a `hello` (the server was away): its turn comes within the minute. */
  heard(station: string): void {
    if (this.#due_ms.has(station)) return
    const slot_ms = (this.#due_ms.size * 1_000) % TIME_MS
    this.#due_ms.set(station, this.#clock.now_ms() + slot_ms)
  }

  /** Tells those whose turn it is and who are there to hear it. */
  tick(present: (station: string) => boolean): void {
    const now_ms = this.#clock.now_ms()
    for (const [station, due_ms] of this.#due_ms) {
      if (due_ms > now_ms) continue
      if (present(station)) this.tell(station)
      else this.#due_ms.delete(station)
    }
  }
}
