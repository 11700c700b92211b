/** A card at the reader, and the answer to it. */
import type { Verdict } from '#server/contract/downlink.ts'
import { type Alone, type AloneFacts, decideAlone, repeatOf } from '../alone.ts'
import { isFallen, works } from './meter.ts'
import { confirmBlocked, endRight, grant, sampleBefore } from './relay.ts'
import { type ComposedState, send, type Turn } from './state.ts'

/** Contract §1: a station acts on an answer within 10 s of its own `up_ms`. */
export const ANSWER_FRESH_ms = 10_000
/** The same card again, not sooner: the server takes a second badge within 2 s for the first one. */
export const CONFIRM_FROM_ms = 2_000
/** And not later: a confirmation is one deliberate act of one person. */
export const CONFIRM_UNTIL_ms = 30_000

/**
 * A station of bought parts has no button: its local `start-confirm` is the same card held up twice. The first time the
 * station refuses by itself and says so; the second time it confirms, and that badge is the fresh one.
 */
export function onCard(turn: Turn, badge: string): void {
  const { state, up_ms } = turn
  sampleBefore(turn)
  const again = state.linked ? null : repeatOf(state.last_card, badge, up_ms, state.holder)
  if (again !== null) {
    state.last_card = { badge, up_ms, answer: again }
    send(turn, 'badge', { badge, offline: again })
    return
  }
  if (state.confirm.needed && !confirms(state, badge, up_ms)) {
    state.confirm = { needed: true, first: { badge, up_ms } }
    alone(turn, badge, { verdict: 'denied', reason: 'start-not-confirmed' })
    return
  }
  if (state.confirm.needed) {
    state.confirm = { needed: false, first: null }
    send(turn, 'button', { action: 'start-confirm' })
  }
  if (!state.linked) alone(turn, badge, decideAlone(factsOf(state, badge, up_ms)))
  else {
    state.asked = { seq: send(turn, 'badge', { badge }), badge, up_ms }
    state.last_card = { badge, up_ms, answer: null }
  }
}

function confirms(state: ComposedState, badge: string, up_ms: number): boolean {
  const { first } = state.confirm
  if (first === null || first.badge !== badge || confirmBlocked(state)) return false
  const since_ms = up_ms - first.up_ms
  return since_ms >= CONFIRM_FROM_ms && since_ms <= CONFIRM_UNTIL_ms
}

function alone(turn: Turn, badge: string, offline: Alone): void {
  const seq = send(turn, 'badge', { badge, offline })
  turn.state.last_card = { badge, up_ms: turn.up_ms, answer: offline }
  if (offline.verdict === 'granted') grant(turn, badge, seq, true)
  else if (offline.verdict === 'ended') endRight(turn, 'badge-out')
}

const factsOf = (state: ComposedState, badge: string, up_ms: number): AloneFacts => ({
  badge,
  holder: state.holder,
  // Who works is not taken over; on a dead meter nobody can tell, and the relay is held
  busy: works(state.meter) || state.meter.lost !== null || isFallen(state.meter, up_ms),
  locked: state.locked,
  needs_confirm: state.faults.length > 0,
  config: state.config,
  list: state.list,
  now_ms: state.epoch_ms === null ? null : state.epoch_ms + up_ms,
})

export function onVerdict(turn: Turn, verdict: Verdict): void {
  const { state, up_ms } = turn
  const about = verdict.for
  if (about !== null && about.boot !== state.boot) return
  const asked = about !== null && state.asked?.seq === about.seq ? state.asked : null
  if (asked !== null) {
    state.asked = null
    const { verdict: said, reason } = verdict
    state.last_card = { badge: asked.badge, up_ms: asked.up_ms, answer: { verdict: said, reason } }
  }
  if (verdict.verdict === 'granted') {
    // A standing (`for: null`) tells what is and energises nothing; a late answer is no answer.
    const fresh = asked !== null && up_ms - asked.up_ms <= ANSWER_FRESH_ms
    if (fresh) grant(turn, asked.badge, asked.seq, verdict.relay)
  } else if (verdict.verdict === 'ended') {
    if (!isOlder(state, about)) endRight(turn, verdict.reason ?? 'ended')
  } else if (asked !== null && verdict.reason === 'start-not-confirmed') {
    state.confirm = { needed: true, first: { badge: asked.badge, up_ms: asked.up_ms } }
  }
}

/** An end said before the server knew of the present right does not touch it. */
function isOlder({ right, committed_seq }: ComposedState, about: Verdict['for']): boolean {
  if (right === null) return false
  return about === null ? committed_seq < right.seq : about.seq < right.seq
}
