/** Work that belongs to no session, contract §3: `unattributed`, for a person to settle before the period closes. */
import type { Span } from './account.ts'
import { wearDown } from './care.ts'
import { alert, atOf, hasSensor, type Turn } from './turn.ts'

/** Shorter work is the tail of a cycle that outlasted its session by less than one sample, and nobody's to settle. */
export const UNATTRIBUTED_MS_MIN = 1_000

export function giveToNobody(turn: Turn, span: Span): void {
  const { state } = turn
  const trusted = span.measured || !state.faults.includes('sensor')
  if (span.ran && trusted && hasSensor(turn)) {
    addStray(turn, span)
    wearDown(turn, span.running_ms)
    return
  }
  const stray = state.stray
  if (stray !== null && state.meter.counted_up_ms - stray.to_up_ms >= (turn.profile?.hold_ms ?? 0)) endStray(turn)
}

function addStray(turn: Turn, span: Span): void {
  const { state } = turn
  const to_up_ms = state.meter.counted_up_ms
  const from_up_ms = to_up_ms - (span.running_ms + span.still_ms + span.silent_ms)
  const from_at_ms = state.stray?.from_at_ms ?? atOf(turn, from_up_ms)
  const running_ms = (state.stray?.running_ms ?? 0) + span.running_ms
  const telling = running_ms >= UNATTRIBUTED_MS_MIN && state.stray?.alerted !== true
  if (telling) alert(turn, 'energy-without-session', `${state.machine} works and nobody has badged`)
  state.stray = {
    from_at_ms,
    to_at_ms: Math.max(from_at_ms, atOf(turn, to_up_ms)),
    to_up_ms,
    running_ms,
    energy_Wh: (state.stray?.energy_Wh ?? 0) + span.energy_Wh,
    alerted: telling || state.stray?.alerted === true,
  }
}

/** Somebody badges, a boot begins, or the work has paused for `hold_ms`. */
export function endStray(turn: Turn): void {
  const { state } = turn
  const stray = state.stray
  state.stray = null
  if (stray === null || stray.running_ms < UNATTRIBUTED_MS_MIN) return
  turn.effects.push({
    kind: 'unattributed',
    machine: state.machine,
    from_at_ms: stray.from_at_ms,
    to_at_ms: stray.to_at_ms,
    running_ms: stray.running_ms,
    energy_Wh: Math.round(stray.energy_Wh),
  })
}
