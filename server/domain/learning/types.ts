/** The words of learning: what a person taught beside a machine, what the meter said meanwhile, what follows from both. */

/**
 * `standby`: the supply is there and the machine is switched off at its own switch; `idle`: switched on, nobody works;
 * `work`: it works. Intervals are half-open and do not overlap.
 */
export type Phase = 'standby' | 'idle' | 'work'
export type TaughtInterval = { phase: Phase; from_ms: number; to_ms: number }

/** A person's press: a phase begins, or (null) nothing is taught from here on. */
export type Mark = { at_ms: number; phase: Phase | null }

/** One sample on the calendar; its RMS value speaks for the time since the one before. */
export type Reading = { at_ms: number; current_mA: number | null }

/** What learning decides of a profile. Timeouts are the workshop's rules and are not learnt. */
export type Levels = {
  /** the two levels of the squared-current estimate: where the noise of idle ends, and what reads as work whole */
  idle_mA: number
  run_mA: number
  run_on_mA: number
  run_off_mA: number
  min_on_ms: number
  hold_ms: number
  /** least draw with the supply there; 0: the machine may be dark and well; null: not taught */
  standby_mA: number | null
}

export type Quality = {
  /** of the time that was taught, the part the levels read as it was taught: Σ|read − taught| taken away. 1 is perfect */
  agreement: number
  /** of the readings that lie wholly in one phase, the part on the wrong side of the split */
  misread: number
  /** distance between the highest idle and the lowest work (both but for one in twenty), as part of idle to work; below 0 they overlap */
  separation: number
  /** learnt on every other stretch of work, the running time it reads in the others, as error; null with too few of them */
  check_error: number | null
  /** by chance alone, what 99 lessons of 100 like this one may be off in running time; null: too little was taught to say */
  margin: number | null
  /** stretches like those that were taught until the margin is 3 %, and how long they take */
  more_stretches: number
  more_ms: number
}

export type Found = {
  readings: number
  /** usual time between two readings */
  step_ms: number
  standby_ms: number
  idle_ms: number
  work_ms: number
  /** stretches inside taught work in which the machine stood still, and the longest: pulses of a heater, cloth being turned */
  pauses: number
  pause_ms_max: number
}

/** Things a person should know before adopting. */
export type Caution = 'short-work' | 'more-work' | 'standby-not-taught' | 'pauses-in-work' | 'slow-meter' | 'unsure'

export type RefusalCode =
  | 'no-readings'
  | 'idle-too-short'
  | 'work-too-short'
  | 'readings-missing'
  | 'no-current'
  | 'saturated'
  | 'overlap'

export type Learnt =
  | { kind: 'proposal'; levels: Levels; quality: Quality; found: Found; cautions: Caution[] }
  /** `figures` fill the sentence that says why */
  | { kind: 'refused'; code: RefusalCode; figures: Record<string, number>; found: Found }
