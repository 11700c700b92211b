/**
 * Time since the last count, split into running, still and silent. The split is whole and exact: the three add up to the
 * elapsed `up_ms`, whatever was lost on the way. Who the time belongs to is the caller's business.
 */
import { holdsWork, WORK_SHARE_MIN, wholeMs, workShare } from './estimate.ts'
import { energyOf_Wh, registerBase } from './register.ts'
import type { Meter } from './state.ts'
import type { Profile, SampleMessage } from './types.ts'

/** `ran`: there was work, and not only noise about the idle level. `measured`: by register. */
export type Span = {
  running_ms: number
  still_ms: number
  silent_ms: number
  energy_Wh: number
  ran: boolean
  measured: boolean
}
export type Counted = { meter: Meter; span: Span }

/** How the station samples: without a sample for `silent_after_ms` nothing is known any more. */
export type Pace = { sample_ms: number; silent_after_ms: number }

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value))

/**
 * Up to a moment that has no sample of its own (a badge, a deadline): the state of the earlier sample holds, but never
 * beyond `silent` (contract §3). What a register says later corrects what was held.
 */
export function hold(before: Meter, to_up_ms: number, pace: Pace, share: number): Counted {
  const elapsed_ms = Math.max(0, to_up_ms - before.counted_up_ms)
  const known_ms = between(0, before.sample_up_ms + pace.silent_after_ms - before.counted_up_ms, elapsed_ms)
  const running = wholeMs(share * known_ms, before.carry_us)
  const meter: Meter = {
    ...before,
    counted_up_ms: before.counted_up_ms + elapsed_ms,
    held_running_ms: before.held_running_ms + running.ms,
    carry_us: running.carry_us,
  }
  const span = {
    running_ms: running.ms,
    still_ms: known_ms - running.ms,
    silent_ms: elapsed_ms - known_ms,
    energy_Wh: 0,
    ran: share >= WORK_SHARE_MIN && running.ms > 0,
    measured: before.register !== null,
  }
  return { meter, span }
}

const unheard = (meter: Meter, silent_ms: number): Counted => ({
  meter,
  span: { running_ms: 0, still_ms: 0, silent_ms, energy_Wh: 0, ran: false, measured: false },
})

/** Up to a sample. */
export function count(before: Meter, sample: SampleMessage, pace: Pace, profile: Profile | undefined): Counted {
  const base = sample.running_ms === undefined ? null : registerBase(before)
  const { running_ms } = sample
  const { meter, span } =
    base === null || running_ms === undefined
      ? countEstimate(before, sample, pace, profile)
      : countRegister(before, running_ms - base.running_ms, sample.up_ms, pace)
  const covered_ms = Math.min(span.running_ms + span.still_ms, pace.silent_after_ms)
  const register = running_ms === undefined ? before.register : { up_ms: sample.up_ms, running_ms }
  return {
    meter: {
      ...meter,
      sampled: true,
      lost: false,
      sample_up_ms: sample.up_ms,
      counted_up_ms: sample.up_ms,
      register,
      held_running_ms: running_ms === undefined ? meter.held_running_ms : 0,
      energy: sample.energy_Wh === undefined ? before.energy : { up_ms: sample.up_ms, energy_Wh: sample.energy_Wh },
    },
    span: { ...span, energy_Wh: energyOf_Wh(before, sample, covered_ms) },
  }
}

/** By register no time is lost in a gap: what it does not claim was still, or silent beyond what samples vouch for. */
function countRegister(before: Meter, difference_ms: number, up_ms: number, pace: Pace): Counted {
  const elapsed_ms = up_ms - before.counted_up_ms
  const running_ms = between(0, difference_ms - before.held_running_ms, elapsed_ms)
  const unheard_ms = between(0, up_ms - before.sample_up_ms - pace.silent_after_ms, elapsed_ms)
  const silent_ms = Math.min(elapsed_ms - running_ms, unheard_ms)
  const still_ms = elapsed_ms - running_ms - silent_ms
  const share = elapsed_ms > 0 ? running_ms / elapsed_ms : before.share
  return {
    meter: { ...before, share },
    span: { running_ms, still_ms, silent_ms, energy_Wh: 0, ran: running_ms > 0, measured: true },
  }
}

/**
 * An RMS value speaks for the time since the previous sample (contract §1), but beyond `silent` nobody vouches for it. If
 * that sample was lost on the way, or is a boot's first, it speaks for its own interval, and the earlier state holds.
 */
function countEstimate(before: Meter, sample: SampleMessage, pace: Pace, profile: Profile | undefined): Counted {
  const elapsed_ms = sample.up_ms - before.counted_up_ms
  const since_sample_ms = sample.up_ms - before.sample_up_ms
  const complete = before.sampled && !before.lost
  const own_ms = complete
    ? between(0, before.sample_up_ms + pace.silent_after_ms - before.counted_up_ms, elapsed_ms)
    : Math.min(elapsed_ms, since_sample_ms, pace.sample_ms)
  const earlier = complete
    ? unheard(before, elapsed_ms - own_ms)
    : hold(before, sample.up_ms - own_ms, pace, before.share)
  const share = workShare(sample.current_mA, profile)
  const running = wholeMs(share * own_ms, earlier.meter.carry_us)
  const running_ms = earlier.span.running_ms + running.ms
  return {
    meter: {
      ...earlier.meter,
      share,
      carry_us: running.carry_us,
      held_running_ms: before.held_running_ms + running_ms,
    },
    span: {
      running_ms,
      still_ms: earlier.span.still_ms + own_ms - running.ms,
      silent_ms: earlier.span.silent_ms,
      energy_Wh: 0,
      ran: running_ms > 0 && holdsWork(sample.current_mA, profile),
      measured: false,
    },
  }
}
