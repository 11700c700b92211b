/** How a session ends: at once, or, where a cycle is running, when its current has fallen below idle. */
import { BADGE_AGE_MS_MAX } from '../access/decide.ts'
import { hold } from './account.ts'
import { giveToSession, toSession } from './session.ts'
import { blindSince, type OpenSession, type StationState } from './state.ts'
import { alert, answer, type Turn } from './turn.ts'
import type { EndReason } from './types.ts'

/** Counts the session up to a moment without a sample of its own, then closes it there. */
export function closeAt(turn: Turn, up_ms: number, reason: EndReason, share = turn.state.meter.share): void {
  const { state } = turn
  if (state.session === null) return
  const counted = hold(state.meter, Math.min(up_ms, vouchedUntil(state)), turn.pace, share)
  state.meter = counted.meter
  giveToSession(turn, state.session, counted.span)
  close(turn, reason)
}

/** After its right a session has only the cycle that somebody saw: with a meter that nobody believes, none is guessed. */
function vouchedUntil(state: StationState): number {
  const ending = state.session?.ending ?? null
  if (ending === null || blindSince(state) === null) return Number.POSITIVE_INFINITY
  return Math.max(ending.up_ms, state.meter.counted_up_ms)
}

/** Closes at what is counted. A right that ended before its cycle did keeps the reason it ended for. */
export function close(turn: Turn, reason: EndReason): void {
  const { state } = turn
  if (state.session === null) return
  const end_reason = state.session.ending?.reason ?? reason
  turn.effects.push({ kind: 'session-ended', session: toSession(state, state.session, end_reason) })
  state.session = null
}

/** A cycle is running now: by thresholds, and its current has not fallen below idle, but for the pauses of a kiln. */
export const cycleRuns = (turn: Turn): boolean =>
  turn.state.detect.running &&
  (turn.state.detect.low_up_ms === null || turn.profile?.unattended === true) &&
  turn.up_ms - turn.state.meter.sample_up_ms <= turn.pace.silent_after_ms

/**
 * The right ends at `up_ms`. With `cycle`, a running cycle is left to finish and still belongs to the session (contract
 * §1): the machine stays busy and `session-ended` follows when its current falls below idle.
 */
export function endRight(turn: Turn, up_ms: number, reason: EndReason, cycle: boolean, share?: number): void {
  const { state } = turn
  if (state.session === null) return
  if (!cycle) closeAt(turn, up_ms, reason, share)
  else if (state.session.ending === null) state.session = { ...state.session, ending: { reason, up_ms } }
}

/** The fold or a person ended a right: the station is told, unless this is old news it may have outrun. */
export function tellEnded(turn: Turn, reason: EndReason, session: OpenSession): void {
  if (turn.age_ms > BADGE_AGE_MS_MAX) {
    turn.state.untold = true
    return
  }
  answer(turn, null, { verdict: 'ended', reason, session: session.id, member: session.member })
}

/** Marks the open session as one in which something is missing. */
export function markIncomplete(state: StationState): void {
  if (state.session !== null && !state.session.incomplete) state.session = { ...state.session, incomplete: true }
}

/** A boot that ended an open session: power was lost under somebody's hands (contract §1, Safety). */
export function endByPowerLoss(turn: Turn, next_boot: number, same_epoch: boolean): void {
  const { state } = turn
  if (state.session === null) return
  if (!same_epoch || next_boot > state.boot + 1) markIncomplete(state)
  alert(turn, 'power-loss', `boot ${next_boot} began while session ${state.session.id} was open`)
  closeAt(turn, state.up_ms, 'power-loss')
  state.confirm_needed = true
}
