/** A badge is held to the reader: what it means depends on who stands at the machine already (contract §1, Sessions). */
import { BADGE_AGE_MS_MAX, type DecideInput, decide } from '../access/decide.ts'
import { offlinePolicy } from '../access/offline.ts'
import { hold } from './account.ts'
import { careDue } from './care.ts'
import { closeAt, cycleRuns, endRight } from './end.ts'
import { endStray, giveToNobody } from './reconcile.ts'
import { open } from './session.ts'
import type { LastBadge } from './state.ts'
import { alert, answer, rightStands, type Turn } from './turn.ts'
import type { BadgeMessage } from './types.ts'

/** Contract §1: the same UID within 2 s changes nothing; a card that rests on the reader goes on changing nothing. */
const SAME_CARD_MS = 2_000

/** `dated`: its clock is believed. */
export function onBadge(turn: Turn, message: BadgeMessage, dated: boolean): void {
  if (message.offline === undefined) onRequest(turn, message, dated)
  else onOfflineBadge(turn, message, message.offline.verdict, dated)
}

const again = (turn: Turn, message: BadgeMessage): LastBadge | null => {
  const last = turn.state.last_badge
  return last?.badge === message.badge && message.up_ms - last.up_ms <= SAME_CARD_MS ? last : null
}

function onRequest(turn: Turn, message: BadgeMessage, dated: boolean): void {
  const { state, directory } = turn
  const member = directory.badges.get(message.badge)?.member ?? null
  // Contract §1, "An authority grows stale": recorded, answered, and no request any more
  if (turn.age_ms > BADGE_AGE_MS_MAX) {
    answer(turn, message, { verdict: 'denied', reason: 'too-late', session: null, member })
    return
  }
  const last = again(turn, message)
  if (last !== null) {
    repeat(turn, message, last)
    return
  }
  if (state.session !== null && state.session.ending === null && state.session.member === member) {
    const ended = state.session.id
    endRight(turn, message.up_ms, 'badge-out', cycleRuns(turn))
    reply(turn, message, { verdict: 'ended', reason: 'badge-out', session: ended, member })
    return
  }
  const decision = decide(requestOf(turn, message, turn.age_ms))
  if (decision.verdict === 'denied') {
    if (decision.reason === 'unknown-badge') alert(turn, 'unknown-badge', 'a badge nobody holds was shown')
    reply(turn, message, { verdict: 'denied', reason: decision.reason, session: null, member })
    return
  }
  grant(turn, message, dated, false)
  reply(turn, message, { verdict: 'granted', reason: null, session: state.session?.id ?? null, member })
}

/** The verdict that stands: a denial is repeated, otherwise what is true of the session now. */
function repeat(turn: Turn, message: BadgeMessage, last: LastBadge): void {
  const { state } = turn
  state.last_badge = { ...last, up_ms: message.up_ms }
  const { verdict, reason, session, member } = last
  if (verdict === 'granted' && !(rightStands(state) && state.session?.id === session)) {
    answer(turn, message, { verdict: 'ended', reason: null, session: null, member })
  } else {
    answer(turn, message, { verdict, reason, session, member })
  }
}

function reply(turn: Turn, message: BadgeMessage, given: Omit<LastBadge, 'badge' | 'up_ms'>): void {
  turn.state.last_badge = { badge: message.badge, up_ms: message.up_ms, ...given }
  answer(turn, message, given)
}

const requestOf = (turn: Turn, message: BadgeMessage, age_ms: number): DecideInput => ({
  directory: turn.directory,
  machine: turn.state.machine,
  badge: message.badge,
  at_ms: turn.at_ms,
  age_ms,
  standing: {
    holder: turn.state.session?.member ?? null,
    running: turn.state.detect.running,
    locked: turn.state.locked || turn.state.faults.length > 0,
    confirm_needed: turn.state.confirm_needed,
    claimed: turn.state.claimed,
    care_due: careDue(turn) !== null,
  },
  listed: true,
})

/** Whoever was there before ends now, cycle or not: the machine changes hands with this badge. */
function grant(turn: Turn, message: BadgeMessage, dated: boolean, buffered: boolean): void {
  const { state, directory } = turn
  const badge = directory.badges.get(message.badge)
  const member = badge && directory.members.get(badge.member)
  if (badge === undefined || member === undefined) throw new Error('a granted badge has a member')
  if (state.session !== null)
    closeAt(turn, message.up_ms, state.session.member === member.id ? 'badge-out' : 'takeover')
  // What nobody has by now is nobody's, not the next one's
  const counted = hold(state.meter, message.up_ms, turn.pace, state.meter.share)
  state.meter = counted.meter
  giveToNobody(turn, counted.span)
  endStray(turn)
  open(turn, { message, member, badge, dated, buffered })
}

/** The station decided by itself: no verdict, its word stands and is billed; where we differ, an alert (contract §1). */
function onOfflineBadge(turn: Turn, message: BadgeMessage, verdict: LastBadge['verdict'], dated: boolean): void {
  const { state, directory } = turn
  const last = again(turn, message)
  const member = directory.badges.get(message.badge)?.member ?? null
  state.last_badge = last
    ? { ...last, up_ms: message.up_ms }
    : { badge: message.badge, up_ms: message.up_ms, member, verdict: 'ended', reason: null, session: null }
  if (last !== null || verdict === 'denied') return
  if (verdict === 'ended') {
    if (state.session === null || state.session.ending !== null) return
    state.session = { ...state.session, buffered: true }
    endRight(turn, message.up_ms, 'badge-out', cycleRuns(turn))
    return
  }
  const listed = offlinePolicy(turn.machine).start
  const decision = decide({ ...requestOf(turn, message, 0), listed })
  if (decision.verdict === 'denied') alert(turn, 'offline-refused', `granted offline, refused here: ${decision.reason}`)
  // A badge nobody holds has nobody to bill: what follows is recorded as unattributed
  if (member === null || !directory.members.has(member)) return
  grant(turn, message, dated, true)
  state.last_badge = { ...state.last_badge, verdict: 'granted', session: state.session?.id ?? null }
}
