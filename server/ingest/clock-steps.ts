/**
 * How old a message is, is told by the server's clock (contract §1, "An authority grows stale"), and that clock can be set: a board
 * without a battery hears the time a minute after it started, a person minds daylight saving. Then hours seem to have passed between
 * two messages of a boot, and every badge would be too late until its station is switched off and on. The processor's own count
 * is set by nobody: where the two part, that is how far the clock was set.
 *
 * That count stands still while the machine sleeps, which looks like a clock set forward by as much. The first message that
 * comes without delay puts it right again: none arrives before it was sent.
 */
import type { Clock } from './ports.ts'

/** Less is not worth an entry for each station, and far below the 10 s of a fresh badge; small steps one way add up to it. */
const STEP_MS_MIN = 1_000

export class ClockSteps {
  readonly #clock: Clock
  #apart_ms: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#apart_ms = this.#apart()
  }

  /** How far the clock was set since that was last told; 0: not worth telling. */
  look(): number {
    const apart_ms = this.#apart()
    const step_ms = Math.round(apart_ms - this.#apart_ms)
    if (Math.abs(step_ms) < STEP_MS_MIN) return 0
    this.#apart_ms = apart_ms
    return step_ms
  }

  #apart(): number {
    const { now_ms, steady_ms } = this.#clock
    return steady_ms === undefined ? 0 : now_ms() - steady_ms()
  }
}
