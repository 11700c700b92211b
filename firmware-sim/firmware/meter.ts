/**
 * Currents in, registers out. Called at ≥ 10 Hz with the RMS of the last mains cycle (contract §1 `sample`).
 * `running_ms` counts the time the machine works as its profile tells work from idle; 0 at `up_ms` 0 (contract §3).
 */

export type MeterProfile = {
  idle_mA: number
  run_on_mA: number
  run_off_mA: number
  min_on_ms: number
  hold_ms: number
  /** the least draw with the supply there; null or absent: nobody taught it */
  standby_mA?: number | null | undefined
}

/** A clamp that fell off reads nothing; a standing machine still draws something (contract §1, Safety). */
const IMPLAUSIBLE_SHARE = 0.2
/** Below this a standing draw is too small to tell a fallen clamp from a machine at rest. */
const JUDGED_MA = 50
export const IMPLAUSIBLE_FOR_MS = 5_000

export class StationMeter {
  #profile: MeterProfile
  #volts_factor: number
  #running = false
  #running_ms = 0
  #above_ms = 0
  #idle_ms = 0
  #implausible_ms = 0
  #energy_mWs = 0
  #squares = 0
  #window_ms = 0
  #last_mA: number | null = null
  #told = { running_ms: 0, up_ms: 0 }

  /** `volts_factor`: nominal voltage × power factor, set when the clamp was fitted. */
  constructor(profile: MeterProfile, volts_factor: number) {
    this.#profile = profile
    this.#volts_factor = volts_factor
  }

  set profile(profile: MeterProfile) {
    this.#profile = profile
  }

  /** One reading that stands for the last `step_ms`. `true` power where a power meter is fitted. */
  read(step_ms: number, current_mA: number | null, power_W: number | null = null): void {
    this.#last_mA = current_mA
    if (current_mA === null) {
      this.#implausible_ms += step_ms
      this.#idle_ms = 0
      return
    }
    this.#squares += current_mA * current_mA * step_ms
    this.#window_ms += step_ms
    this.#energy_mWs += (power_W ?? (current_mA / 1_000) * this.#volts_factor) * step_ms
    this.#judge(step_ms, current_mA)
    // A motor switched off over lunch draws less than idle
    const least_mA = this.#profile.standby_mA ?? this.#profile.idle_mA
    const fallen = least_mA >= JUDGED_MA && current_mA < least_mA * IMPLAUSIBLE_SHARE
    this.#implausible_ms = fallen ? this.#implausible_ms + step_ms : 0
    if (fallen) this.#idle_ms = 0
  }

  #judge(step_ms: number, current_mA: number): void {
    const { run_on_mA, run_off_mA, min_on_ms } = this.#profile
    if (this.#running) {
      if (current_mA < run_off_mA) {
        this.#running = false
        this.#above_ms = 0
        this.#idle_ms = step_ms
      } else this.#running_ms += step_ms
      return
    }
    if (current_mA < run_on_mA) {
      this.#above_ms = 0
      this.#idle_ms += step_ms
      return
    }
    // Work is dated at the first reading above, once `min_on_ms` has confirmed it (contract §3).
    this.#above_ms += step_ms
    if (this.#above_ms > min_on_ms) {
      this.#running = true
      this.#running_ms += this.#above_ms
      this.#idle_ms = 0
    }
  }

  get running(): boolean {
    return this.#running || this.#above_ms > 0
  }
  get running_ms(): number {
    return this.#running_ms
  }
  get energy_Wh(): number {
    return Math.floor(this.#energy_mWs / 3_600_000)
  }
  /** Idle, believably, for the whole hold: only then may a relay open. */
  get settled(): boolean {
    return !this.running && this.#implausible_ms === 0 && this.#idle_ms >= this.#profile.hold_ms
  }
  /** Idle, believably, for so long. */
  get idle_ms(): number {
    return this.#idle_ms
  }
  get implausible_ms(): number {
    return this.#implausible_ms
  }

  /**
   * The register as it is sent. Work confirmed after `min_on_ms` counts from its first reading, which may lie before the
   * last sample; no difference may exceed that of `up_ms` (contract §3), so the rest follows with the next one.
   */
  takeRegister(up_ms: number): number {
    const most_ms = this.#told.running_ms + up_ms - this.#told.up_ms
    this.#told = { running_ms: Math.min(this.#running_ms, most_ms), up_ms }
    return this.#told.running_ms
  }

  /** RMS since the last call; the last reading where no time has passed. */
  takeWindow(): number | null {
    if (this.#last_mA === null) return null
    const rms = this.#window_ms > 0 ? Math.sqrt(this.#squares / this.#window_ms) : this.#last_mA
    this.#squares = 0
    this.#window_ms = 0
    return Math.round(rms)
  }
}
