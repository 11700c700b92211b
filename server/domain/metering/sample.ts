/** A sample: time since the last one is counted, given to whom it belongs, and the state shown follows. */
import { type Counted, count } from './account.ts'
import { meetDeadlines, SILENCE_MS } from './deadlines.ts'
import { detect, hasThresholds, isBelowIdle } from './detect.ts'
import { close, closeAt } from './end.ts'
import { workShare } from './estimate.ts'
import { giveToNobody } from './reconcile.ts'
import { believed } from './sensor.ts'
import { giveToSession } from './session.ts'
import { blindSince, type OpenSession, type StationState } from './state.ts'
import type { Turn } from './turn.ts'
import type { Profile, SampleMessage } from './types.ts'

/** Half of the idle level tells a machine that is on from a fallen clamp, whose noise is all it reads. */
const FLOWS_SHARE_OF_IDLE = 0.5

/** Returns the `up_ms` the last change of running or idle is dated at. */
export function onSample(turn: Turn, said: SampleMessage): number {
  const { state } = turn
  state.relay = said.relay
  const was_blind = blindSince(state) !== null
  const sample = believed(turn, said)
  const counted = countUpTo(turn, sample, was_blind)
  const uncounted = blindAfterRight(state, counted)
  state.meter = uncounted ? { ...state.meter, lost: true, share: 0, sample_up_ms: sample.up_ms } : counted.meter
  if (state.session === null) giveToNobody(turn, counted.span)
  else if (!uncounted) {
    giveToSession(turn, noteCurrent(state.session, sample, counted, turn.profile), counted.span)
    if (state.session.ending !== null && cycleOver(turn, sample, counted)) close(turn, state.session.ending.reason)
  }
  const seen = detect(state.detect, sample.up_ms, sample.current_mA, turn.profile)
  state.detect = seen.after
  if (state.session !== null && seen.after.running) noteActive(state, seen.after.low_up_ms ?? sample.up_ms)
  if (state.view.current_mA !== said.current_mA || state.view.power_W !== (said.power_W ?? null))
    state.view = { ...state.view, current_mA: said.current_mA, power_W: said.power_W ?? null }
  return seen.changed_up_ms
}

/** Whether the cycle goes on is unknown: the time waits, uncounted, for a register or a believed reading to tell. */
const blindAfterRight = (state: StationState, { span }: Counted): boolean =>
  state.session?.ending != null && blindSince(state) !== null && !span.ran

/** The idle timeout runs from the moment the machine is shown idle: the first sample below, not the last of the hold. */
function noteActive(state: StationState, up_ms: number): void {
  if (state.session === null || up_ms <= state.session.active_up_ms) return
  state.session = { ...state.session, active_up_ms: up_ms }
}

/**
 * Ends first what ended before this sample. Where a session closes inside the window, the rest of the window is counted
 * anew for nobody.
 */
function countUpTo(turn: Turn, sample: SampleMessage, was_blind: boolean): Counted {
  const { state } = turn
  const recount = (): Counted => count(state.meter, sample, turn.pace, turn.profile)
  const counted = recount()
  const { session } = state
  if (session === null) return counted
  // By register the share of this window is known exactly; an estimate holds what its own RMS says
  const share = counted.span.measured ? 0 : workShare(sample.current_mA, turn.profile)
  meetDeadlines(turn, { ran: counted.span.ran && !session.elapsed, share })
  const { ending } = state.session ?? {}
  const told = counted.span.measured || was_blind
  if (ending != null && told && !counted.span.ran && cycleOver(turn, sample, counted)) {
    // Nothing worked since the last count by the register, or as far as anybody can tell: the cycle was over with the right
    closeAt(turn, Math.max(ending.up_ms, state.meter.counted_up_ms), ending.reason, 0)
  }
  return state.session === null ? recount() : counted
}

/** Contract §1: the cycle belongs to the session until current falls below idle; a kiln's pauses are part of it (§3). */
function cycleOver({ state, profile }: Turn, sample: SampleMessage, counted: Counted): boolean {
  if (sample.current_mA === null) return !counted.span.ran && blindFor(state, sample) >= SILENCE_MS
  if (!hasThresholds(profile)) return !counted.span.ran
  if (profile.unattended !== true) return isBelowIdle(sample.current_mA, profile)
  return !detect(state.detect, sample.up_ms, sample.current_mA, profile).after.running
}

/**
 * A dead meter ends no cycle. After as long as a station may be silent (contract §1) nobody knows of a cycle any more: the
 * session, whose right has ended, is closed; the relay is held by its station all the same.
 */
const blindFor = (state: StationState, sample: SampleMessage): number => {
  const since_up_ms = blindSince(state)
  return since_up_ms === null ? Number.POSITIVE_INFINITY : sample.up_ms - since_up_ms
}

/** For `no-current` (contract §3): whether a meter spoke in this session, and whether any current flowed. */
function noteCurrent(
  session: OpenSession,
  sample: SampleMessage,
  counted: Counted,
  profile: Profile | undefined,
): OpenSession {
  if (session.flowed || (sample.current_mA === null && sample.running_ms === undefined)) return session
  const idle_mA = (profile?.idle_mA ?? 0) * FLOWS_SHARE_OF_IDLE
  const flowed = counted.span.ran || (sample.current_mA ?? 0) >= Math.max(1, idle_mA || (profile?.run_off_mA ?? 0))
  return session.metered && !flowed ? session : { ...session, metered: true, flowed }
}
