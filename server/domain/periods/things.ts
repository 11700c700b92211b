/** What a month is made of, in one shape: sessions, running that no session explains, and what the paper notebook says. */
import type { EndReason, Grade, Session } from '../metering/types.ts'
import { type DeclaredSession, type Measures, type Ref, refOfRun } from './entries.ts'
import { measuresOf, NOTHING } from './measures.ts'

export type Thing = {
  ref: Ref
  kind: 'session' | 'run' | 'declared'
  machine: string
  /** who badged, or whom the notebook names; null: nobody */
  member: string | null
  category: string | null
  order: string | null
  start_at_ms: number
  /** null: still open at the head this was read at */
  end_at_ms: number | null
  end_reason: EndReason | null
  measures: Measures
  silent_ms: number
  grade: Grade
  /** still time after the last current, where nobody badged out */
  tail_ms: number
  no_current: boolean
  incomplete: boolean
  /** the training or group it was opened in; absent: none */
  event?: string
  /** of the notebook: what the member said of it; null: nothing yet */
  confirmed: boolean | null
}

/** A right that ended otherwise than by a badge out or a stop leaves time after the last current that nobody used. */
export const FORGOTTEN_ENDS: readonly EndReason[] = [
  'takeover',
  'idle',
  'closing-time',
  'max-duration',
  'power-loss',
  'silence',
  'admin',
  'pass-expired',
]

/** `last_current_at_ms`: where the current fell for the last time; the start where it never rose; null: unknown. */
export function thingOfSession(session: Session, last_current_at_ms: number | null): Thing {
  return {
    ref: session.id,
    kind: 'session',
    machine: session.machine,
    member: session.member,
    category: session.category,
    order: session.order,
    start_at_ms: session.start_at_ms,
    end_at_ms: session.end_at_ms,
    end_reason: session.end_reason,
    measures: measuresOf(session),
    silent_ms: session.silent_ms,
    grade: session.grade,
    tail_ms: tailOf(session, last_current_at_ms),
    no_current: session.no_current,
    incomplete: session.incomplete,
    ...(session.event === undefined ? {} : { event: session.event }),
    confirmed: null,
  }
}

function tailOf(session: Session, last_current_at_ms: number | null): number {
  const { end_at_ms, end_reason, grade } = session
  if (end_at_ms === null || end_reason === null || last_current_at_ms === null) return 0
  if (grade === 'elapsed' || !FORGOTTEN_ENDS.includes(end_reason)) return 0
  const since_ms = end_at_ms - Math.max(session.start_at_ms, last_current_at_ms)
  return Math.min(Math.max(0, since_ms), session.idle_ms + session.silent_ms)
}

export type Run = {
  n: number
  machine: string
  from_at_ms: number
  to_at_ms: number
  running_ms: number
  energy_Wh: number
}

/** Its length is its running time: what lay between was nobody's session. Whether a register vouches for it is not kept. */
export function thingOfRun(run: Run): Thing {
  const { running_ms, energy_Wh } = run
  return {
    ...{ ref: refOfRun(run.n), kind: 'run', machine: run.machine, member: null, category: null, order: null },
    ...{ start_at_ms: run.from_at_ms, end_at_ms: run.to_at_ms, end_reason: null },
    measures: { ...NOTHING, session_ms: running_ms, running_ms, worked_ms: running_ms, energy_Wh },
    ...{ silent_ms: 0, grade: 'estimated', tail_ms: 0, no_current: false, incomplete: false, confirmed: null },
  }
}

export function thingOfDeclared(declared: DeclaredSession, confirmed: boolean | null): Thing {
  const { id, machine, member, category, order, start_at_ms, end_at_ms, running_ms } = declared
  const session_ms = end_at_ms - start_at_ms
  return {
    ...{ ref: id, kind: 'declared', machine, member, category, order, start_at_ms, end_at_ms, end_reason: null },
    measures: { ...NOTHING, session_ms, running_ms, worked_ms: running_ms, idle_ms: session_ms - running_ms },
    ...{ silent_ms: 0, grade: 'declared', tail_ms: 0, no_current: false, incomplete: false, confirmed },
  }
}
