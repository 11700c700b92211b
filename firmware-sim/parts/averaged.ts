/** What a meter of the shops shows: RMS and mean power over its last second, renewed once a second; energy as it comes. */
const RENEWED_MS = 1_000

export type Shown = { current_A: number; power_W: number; energy_Wh: number }

export class Averaged {
  #squares = 0
  #power = 0
  #window_ms = 0
  #shown: Shown = { current_A: 0, power_W: 0, energy_Wh: 0 }
  #energy_Wh = 0

  /** True when what it shows was renewed. */
  read(current_A: number, power_W: number, step_ms: number): boolean {
    this.#squares += current_A * current_A * step_ms
    this.#power += power_W * step_ms
    this.#window_ms += step_ms
    this.#energy_Wh += (power_W * step_ms) / 3_600_000
    if (this.#window_ms < RENEWED_MS) return false
    this.#shown = {
      current_A: Math.sqrt(this.#squares / this.#window_ms),
      power_W: this.#power / this.#window_ms,
      energy_Wh: this.#energy_Wh,
    }
    this.#squares = 0
    this.#power = 0
    this.#window_ms = 0
    return true
  }

  get shown(): Shown {
    return this.#shown
  }
}
