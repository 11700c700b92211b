/** A session: opened by a badge, fed with spans of time, closed for a reason. Σ of its parts is its length, always. */
import { eventAt, reservationOf, takesPart } from '../access/claims.ts'
import { closingAt } from '../access/hours.ts'
import type { BadgeFacts, MemberFacts } from '../directory.ts'
import { sessionId } from '../ids.ts'
import { localDate } from '../time.ts'
import { categoryAt } from '../who/membership.ts'
import type { Span } from './account.ts'
import { originAt } from './calendar.ts'
import { wearDown } from './care.ts'
import { profileOf, profileRef } from './profile.ts'
import type { OpenSession, StationState } from './state.ts'
import { hasSensor, readFacts, type Turn } from './turn.ts'
import type { BadgeMessage, EndReason, Grade, Profile, Session } from './types.ts'

type Opening = { message: BadgeMessage; member: MemberFacts; badge: BadgeFacts; dated: boolean; buffered: boolean }

function openSessionOf(turn: Turn, opening: Opening): OpenSession {
  const { message, badge } = opening
  const { state, directory } = turn
  const site = directory.site
  const zone = site?.timezone ?? 'UTC'
  const start_at_ms = turn.at_ms
  const present = profileOf(directory, state.machine)
  const event = eventAt(directory, state.machine, start_at_ms)
  const pass_hours = badge.hours && closingAt({ timezone: zone, opening: badge.hours }, start_at_ms)
  const upOf = (at_ms: number | null): number | null =>
    at_ms === null || at_ms <= start_at_ms ? null : message.up_ms + (at_ms - start_at_ms)
  return {
    id: sessionId(site?.site ?? '', state.station, state.epoch, message.boot, message.seq),
    seq: message.seq,
    member: opening.member.id,
    category: categoryAt(directory, opening.member, localDate(start_at_ms, zone)),
    order: message.order ?? null,
    profile: present === undefined ? null : profileRef(present),
    start_up_ms: message.up_ms,
    start_at_ms,
    dated: opening.dated,
    running_ms: 0,
    worked_ms: 0,
    idle_ms: 0,
    silent_ms: 0,
    fault_ms: 0,
    energy_Wh: 0,
    pause_ms: null,
    active_up_ms: message.up_ms,
    closing_up_ms: upOf(site && closingAt(site, start_at_ms, directory.closures.values())),
    pass_up_ms: upOf(earlier(badge.valid_until_ms, pass_hours ?? null)),
    elapsed: !hasSensor(turn),
    estimated: false,
    buffered: opening.buffered,
    incomplete: false,
    metered: false,
    flowed: false,
    ending: null,
    ...(event !== null && takesPart(event, opening.member.id) ? { event: event.id } : {}),
  }
}

const earlier = (a_ms: number | null, b_ms: number | null): number | null =>
  a_ms === null || b_ms === null ? (a_ms ?? b_ms) : Math.min(a_ms, b_ms)

/** The caller has counted up to the badge for whoever came before, and closed any other session. */
export function open(turn: Turn, opening: Opening): void {
  const { state } = turn
  state.session = openSessionOf(turn, opening)
  claim(turn, opening.member.id)
  readFacts(turn)
  turn.effects.push({ kind: 'session-started', session: toSession(state, state.session, null) })
}

/** Who booked has come: the machine is kept for them until the time they booked is over. */
function claim({ state, directory, at_ms }: Turn, member: string): void {
  const reservation = reservationOf(directory, state.machine, member, at_ms)
  if (reservation !== null) state.claimed = reservation.id
}

/** Gives a span to the session. `still` is fault time while a fault is active, idle time otherwise. */
export function accrue(before: OpenSession, span: Span, faulty: boolean, profile: Profile | undefined): OpenSession {
  const elapsed_ms = span.running_ms + span.still_ms + span.silent_ms
  const paused_ms = elapsed_ms - span.running_ms
  const pause = paused(before.pause_ms, paused_ms, span.ran, profile?.hold_ms ?? 0)
  return {
    ...before,
    running_ms: before.running_ms + span.running_ms,
    worked_ms: before.worked_ms + span.running_ms + pause.worked_ms,
    idle_ms: before.idle_ms + (faulty ? 0 : span.still_ms),
    fault_ms: before.fault_ms + (faulty ? span.still_ms : 0),
    silent_ms: before.silent_ms + span.silent_ms,
    energy_Wh: before.energy_Wh + span.energy_Wh,
    pause_ms: pause.pause_ms,
    estimated: before.estimated || (!span.measured && span.running_ms > 0),
  }
}

/**
 * Contract §3: `worked_ms` also counts pauses shorter than `hold_ms`. Where in its window the work lay is unknown: after
 * work the still part is taken to follow it, after a pause to lie before it. A trailing pause is never worked.
 */
function paused(before_ms: number | null, paused_ms: number, ran: boolean, hold_ms: number) {
  if (!ran) return { worked_ms: 0, pause_ms: before_ms === null ? null : before_ms + paused_ms }
  if (before_ms === null) return { worked_ms: 0, pause_ms: 0 }
  if (before_ms === 0) return { worked_ms: 0, pause_ms: paused_ms }
  const pause_ms = before_ms + paused_ms
  return { worked_ms: pause_ms < hold_ms ? pause_ms : 0, pause_ms: 0 }
}

/** `sensor: none`: every millisecond of the session is running (contract §3). */
const elapsedSpan = (span: Span): Span => ({
  ...span,
  running_ms: span.running_ms + span.still_ms + span.silent_ms,
  still_ms: 0,
  silent_ms: 0,
  ran: true,
  measured: true,
})

/** A clamp that is reported broken says nothing about work: what was estimated from it was not worked. */
const stillSpan = (span: Span): Span => ({
  ...span,
  running_ms: 0,
  still_ms: span.still_ms + span.running_ms,
  ran: false,
})

export function giveToSession(turn: Turn, session: OpenSession, span: Span): void {
  const { state } = turn
  let own = span
  if (session.elapsed) own = elapsedSpan(span)
  else if (!span.measured && state.faults.includes('sensor')) own = stillSpan(span)
  const after = accrue(session, own, state.faults.length > 0, turn.profile)
  state.session = own.ran ? { ...after, active_up_ms: state.meter.counted_up_ms } : after
  wearDown(turn, own.running_ms)
}

function gradeOf(state: StationState, session: OpenSession): Grade {
  if (session.elapsed) return 'elapsed'
  return session.estimated || state.meter.register === null ? 'estimated' : 'measured'
}

/** The session as the ledger keeps it: end = start + length, so that the calendar never contradicts `up_ms`. */
export function toSession(state: StationState, session: OpenSession, end_reason: EndReason | null): Session {
  const session_ms = session.running_ms + session.idle_ms + session.silent_ms + session.fault_ms
  const start_at_ms = startOf(state, session)
  return {
    id: session.id,
    machine: state.machine,
    station: state.station,
    epoch: state.epoch,
    boot: state.boot,
    seq: session.seq,
    member: session.member,
    category: session.category,
    order: session.order,
    start_at_ms,
    end_at_ms: end_reason === null ? null : start_at_ms + session_ms,
    end_reason,
    session_ms,
    running_ms: session.running_ms,
    worked_ms: session.worked_ms,
    idle_ms: session.idle_ms,
    silent_ms: session.silent_ms,
    fault_ms: session.fault_ms,
    energy_Wh: Math.round(session.energy_Wh),
    grade: gradeOf(state, session),
    profile: session.profile,
    buffered: session.buffered,
    incomplete: session.incomplete,
    no_current: !session.elapsed && session.metered && !session.flowed,
    ...(session.event === undefined ? {} : { event: session.event }),
  }
}

/** Later messages of the boot may show that an undated badge was older than it looked. */
function startOf(state: StationState, session: OpenSession): number {
  if (session.dated || state.anchor === null) return session.start_at_ms
  return Math.min(session.start_at_ms, originAt(state.anchor, session.start_up_ms) + session.start_up_ms)
}
