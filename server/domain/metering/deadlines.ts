/** The fold alone ends a session by itself, in `up_ms` and station time (contract §1, Sessions). No timer runs anywhere. */
import { closeAt, cycleRuns, endRight, tellEnded } from './end.ts'
import { blindSince, type OpenSession } from './state.ts'
import type { Turn } from './turn.ts'
import type { EndReason, Profile } from './types.ts'

/** Contract §1: `silence` is 600 s without a message. */
export const SILENCE_MS = 600_000

type Deadline = { up_ms: number; reason: EndReason }

/** After 600 s without a message the session ended at the last one: no time is counted that nobody vouched for. */
export function meetSilence(turn: Turn): void {
  const { state } = turn
  const { session } = state
  if (session === null || turn.up_ms - state.up_ms < SILENCE_MS) return
  const told = session.ending !== null
  closeAt(turn, state.up_ms, 'silence')
  if (!told) tellEnded(turn, 'silence', session)
}

/** What is known of the time since the last count: whether it held work, and which share of it. */
export type Known = { ran: boolean; share: number }

export function meetDeadlines(turn: Turn, known: Known): void {
  const { session } = turn.state
  if (session === null || session.ending !== null) return
  const working = known.ran || cycleRuns(turn)
  // Contract §1, Safety: a fallen clamp reads zero, and that is not idle
  const may_idle =
    !working && !session.elapsed && !turn.state.faults.includes('sensor') && blindSince(turn.state) === null
  const due = firstDue(session, turn.profile, may_idle, turn.up_ms)
  if (due === null) return
  endRight(turn, due.up_ms, due.reason, working, known.share)
  tellEnded(turn, due.reason, session)
}

function firstDue(
  session: OpenSession,
  profile: Profile | undefined,
  may_idle: boolean,
  now_up_ms: number,
): Deadline | null {
  let first: Deadline | null = null
  const consider = (up_ms: number | null, reason: EndReason): void => {
    if (up_ms !== null && up_ms <= now_up_ms && (first === null || up_ms < first.up_ms)) first = { up_ms, reason }
  }
  const after = (from_up_ms: number, seconds: number | null | undefined): number | null =>
    seconds == null ? null : from_up_ms + seconds * 1_000
  consider(session.closing_up_ms, 'closing-time')
  consider(session.pass_up_ms, 'pass-expired')
  consider(after(session.start_up_ms, profile?.max_duration_s), 'max-duration')
  if (may_idle) consider(after(session.active_up_ms, profile?.idle_timeout_s), 'idle')
  return first
}
