/** The state shown, its dates, and the intervals of the timeline (contract §3). */
import { QUIET, type StationState } from './state.ts'
import { atOf, type Turn } from './turn.ts'
import type { MachineState } from './types.ts'

/** Nothing is known beyond `silent`: the state changes there, although only a later message tells. */
export function showSilence(turn: Turn): void {
  const { state } = turn
  const silent_up_ms = state.meter.sample_up_ms + turn.pace.silent_after_ms
  if (turn.up_ms <= silent_up_ms) return
  state.detect = QUIET
  if (state.faults.length === 0) show(turn, 'silent', silent_up_ms)
}

/** Between boots a station is silent too; the date comes from the boot that ended. */
export function showSilenceBetweenBoots(turn: Turn): void {
  const { state } = turn
  if (state.boot === 0 || state.view.state === 'silent' || state.faults.length > 0) return
  const at_ms = state.at_ms + state.meter.sample_up_ms + turn.pace.silent_after_ms - state.up_ms
  if (at_ms >= turn.at_ms) return
  turn.effects.push({ kind: 'state', machine: state.machine, at_ms, state: 'silent', session: null })
  state.view = { ...state.view, state: 'silent', since_at_ms: at_ms }
}

/** What the machine does now, dated `changed_up_ms` where thresholds have seen it change. */
export function showPresent(turn: Turn, changed_up_ms: number): void {
  const { state } = turn
  const silent = turn.up_ms - state.meter.sample_up_ms > turn.pace.silent_after_ms
  if (silent && state.faults.length === 0) return
  const present = presentState(state, turn.machine?.sensor === 'none')
  show(turn, present, present === 'running' || present === 'idle' ? changed_up_ms : turn.up_ms)
}

function presentState(state: StationState, no_sensor: boolean): MachineState {
  if (state.faults.length > 0) return 'fault'
  if (state.detect.running || (no_sensor && state.session !== null)) return 'running'
  return state.has_relay && !state.relay ? 'off' : 'idle'
}

function show(turn: Turn, shown: MachineState, up_ms: number): void {
  const { state } = turn
  if (state.view.state === shown) return
  const since_up_ms = Math.max(up_ms, state.view.since_up_ms)
  const at_ms = atOf(turn, since_up_ms)
  state.view = { ...state.view, state: shown, since_up_ms, since_at_ms: at_ms }
  turn.effects.push({ kind: 'state', machine: state.machine, at_ms, state: shown, session: state.session?.id ?? null })
}
