/** Faults, the button and a person's acts: what ends a right without a badge, and what a restart needs (contract §1, Safety). */
import { onCareDone } from './care.ts'
import { cycleRuns, endRight, tellEnded } from './end.ts'
import { alert, type Turn } from './turn.ts'
import type { ButtonMessage, EndReason, FaultMessage, StationAction } from './types.ts'

/** These say something of a sensor, a relay or a person's wish, not that the machine stopped: the relay is held. */
const HELD_CODES: ReadonlySet<string> = new Set(['sensor', 'relay-stuck', 'reported'])
/** These only report what hardware has done already: there is no cycle left to finish. */
const CUT_CODES: ReadonlySet<string> = new Set(['estop', 'overcurrent'])

export function onFault(turn: Turn, message: Pick<FaultMessage, 'code' | 'active' | 'detail'>): void {
  const { state } = turn
  const { code, active } = message
  if (active === state.faults.includes(code)) return
  state.faults = active ? [...state.faults, code] : state.faults.filter(known => known !== code)
  turn.effects.push({
    kind: 'fault',
    machine: state.machine,
    code,
    active,
    detail: message.detail ?? null,
    at_ms: turn.at_ms,
    session: state.session?.id ?? null,
  })
  if (!active) {
    // Nobody knows how long it had been idle: the timeout begins anew
    if (code === 'sensor' && state.session !== null) state.session = { ...state.session, active_up_ms: turn.up_ms }
    return
  }
  if (code === 'relay-stuck') alert(turn, 'relay-stuck', message.detail ?? 'the relay does not open')
  if (HELD_CODES.has(code)) return
  state.confirm_needed = true
  const cut = CUT_CODES.has(code)
  end(turn, code === 'estop' ? 'estop' : 'fault', !cut && cycleRuns(turn))
}

export function onButton(turn: Turn, message: ButtonMessage): void {
  const { state } = turn
  switch (message.action) {
    case 'start-confirm':
      // A reset counts only after its cause is gone (ISO 13850 §4.1.4)
      if (state.faults.every(code => HELD_CODES.has(code))) state.confirm_needed = false
      break
    case 'end':
      end(turn, 'badge-out', cycleRuns(turn))
      break
    case 'report-fault':
      onFault(turn, { code: 'reported', active: true })
      break
  }
}

/** A person's act has no `up_ms`: it takes effect at the last message, the last moment anybody vouched for. */
export function onAction(turn: Turn, action: StationAction): void {
  switch (action.type) {
    case 'end-session':
      end(turn, action.reason, cycleRuns(turn))
      break
    case 'lockout':
      turn.state.locked = true
      end(turn, 'lockout', cycleRuns(turn))
      break
    case 'release':
      // Contract §1, Safety: a release is not a reset
      turn.state.locked = false
      break
    case 'fault-report':
      onFault(turn, { code: 'reported', active: true, detail: action.what })
      break
    case 'fault-resolve':
      onFault(turn, { code: action.code, active: false })
      break
    case 'care-done':
      onCareDone(turn, action.task)
      break
    case 'clock-set':
      onClockSet(turn, action.by_ms)
      break
  }
}

/** No time passed while it was set: what this boot is known by moves with it. */
function onClockSet({ state }: Turn, by_ms: number): void {
  if (state.anchor !== null) state.anchor = { ...state.anchor, origin_at_ms: state.anchor.origin_at_ms + by_ms }
}

function end(turn: Turn, reason: EndReason, cycle: boolean): void {
  const { session } = turn.state
  if (session === null) return
  endRight(turn, turn.up_ms, reason, cycle)
  if (session.ending === null) tellEnded(turn, reason, session)
}
