/**
 * The station fold: (state, entry) → (state, effects). Pure and total; the same entries give the same sessions in any
 * timing, because every duration and every end is in `up_ms`. See docs and contract §1 Sessions, §3.
 *
 * An ended right whose cycle is running: the verdict goes out at once, `session-ended` follows when current has fallen
 * below idle. Until then the machine is busy for others; its own member may badge again and begin anew.
 */

import { BADGE_AGE_MS_MAX } from '../access/decide.ts'
import type { Directory } from '../directory.ts'
import { onBadge } from './badge.ts'
import { type Place, place } from './calendar.ts'
import { meetCare } from './care-lock.ts'
import { meetDeadlines, meetSilence } from './deadlines.ts'
import { endByPowerLoss, markIncomplete } from './end.ts'
import { onAction, onButton, onFault } from './faults.ts'
import { endStray } from './reconcile.ts'
import { onSample } from './sample.ts'
import { toSession } from './session.ts'
import { meterAtBoot, QUIET, SENSOR_AT_BOOT, type StationState } from './state.ts'
import { alert, readFacts, rightStands, type Turn } from './turn.ts'
import type { Effect, HelloMessage, MachineView, Session, StationAction, StationMessage } from './types.ts'
import { showPresent, showSilence, showSilenceBetweenBoots } from './view.ts'

export { judge } from './judge.ts'
export { initialState, type StationState } from './state.ts'

export type FoldEntry =
  | {
      kind: 'message'
      epoch: number
      received_at_ms: number
      message: StationMessage
      /** `up_ms` of the last message of this boot in the same batch */
      batch_last_up_ms?: number | undefined
    }
  | { kind: 'action'; received_at_ms: number; action: StationAction }
export type FoldContext = { directory: Directory }
export type Folded = { state: StationState; effects: Effect[]; at_ms: number; at_order: number }
export type VerdictEffect = Extract<Effect, { kind: 'verdict' }>

export const fold = (state: StationState, entry: FoldEntry, context: FoldContext): Folded =>
  entry.kind === 'message' ? foldMessage(state, entry, context) : foldAction(state, entry, context)

function turnOf(before: StationState, directory: Directory, now: Pick<Turn, 'up_ms' | 'at_ms' | 'age_ms'>): Turn {
  const pace = { sample_ms: 0, silent_after_ms: 0 }
  const turn: Turn = {
    state: { ...before },
    effects: [],
    directory,
    machine: undefined,
    profile: undefined,
    pace,
    ...now,
  }
  readFacts(turn)
  return turn
}

function foldAction(before: StationState, entry: Extract<FoldEntry, { kind: 'action' }>, context: FoldContext): Folded {
  const at_ms = entry.received_at_ms
  const turn = turnOf(before, context.directory, { up_ms: before.up_ms, at_ms, age_ms: 0 })
  if (before.epoch === 0) readMachine(turn)
  onAction(turn, entry.action)
  showPresent(turn, turn.up_ms)
  return { state: turn.state, effects: turn.effects, at_ms, at_order: 0 }
}

function foldMessage(
  before: StationState,
  entry: Extract<FoldEntry, { kind: 'message' }>,
  context: FoldContext,
): Folded {
  const { message, epoch } = entry
  const same_boot = epoch === before.epoch && message.boot === before.boot
  const placed = place(same_boot ? before.anchor : null, message, entry)
  const turn = turnOf(before, context.directory, { up_ms: message.up_ms, at_ms: placed.at_ms, age_ms: placed.age_ms })
  const { state } = turn
  if (same_boot) {
    meetSilence(turn)
    showSilence(turn)
  } else startBoot(turn, epoch, message)
  state.anchor = placed.anchor
  noteGap(turn, message)
  const changed_up_ms = apply(turn, message, placed.believed)
  meetCare(turn)
  noteClock(turn, message, placed)
  showPresent(turn, changed_up_ms)
  catchUp(turn)
  const at_order = orderOf(state, message, placed.at_ms)
  state.seq = message.seq
  state.up_ms = message.up_ms
  state.at_ms = placed.at_ms
  return { state, effects: turn.effects, at_ms: placed.at_ms, at_order }
}

/** A higher boot or epoch: what was open ended at the previous boot's last message, and the relay is open again. */
function startBoot(turn: Turn, epoch: number, message: StationMessage): void {
  const { state } = turn
  endByPowerLoss(turn, message.boot, epoch === state.epoch)
  endStray(turn)
  showSilenceBetweenBoots(turn)
  if (epoch !== state.epoch) {
    if (state.epoch > 0) alert(turn, 'epoch-changed', `epoch ${state.epoch} was followed by ${epoch}`)
    readMachine(turn)
  }
  state.epoch = epoch
  state.boot = message.boot
  state.seq = -1
  state.up_ms = message.up_ms
  state.sample_ms = null
  state.has_relay = true
  state.relay = false
  state.meter = meterAtBoot(message.up_ms)
  state.detect = QUIET
  state.sensor = SENSOR_AT_BOOT
  state.view = { ...state.view, since_up_ms: 0, current_mA: null, power_W: null }
  state.last_badge = null
  state.clock_alerted = false
  readFacts(turn)
}

/** A station is tied to its machine with its token: another machine means another epoch. */
function readMachine({ state, directory }: Turn): void {
  state.machine = directory.stations.get(state.station)?.machine ?? state.machine
}

/** Contract §1: a jump in `seq` is recorded and shown, and the session it falls into is incomplete, never guessed. */
function noteGap(turn: Turn, message: StationMessage): void {
  const { state } = turn
  if (message.seq === state.seq + 1) return
  state.meter = { ...state.meter, lost: true }
  markIncomplete(state)
  turn.effects.push({
    kind: 'gap',
    boot: message.boot,
    from_seq: state.seq + 1,
    to_seq: message.seq - 1,
    at_ms: turn.at_ms,
    session: state.session?.id ?? null,
  })
}

function apply(turn: Turn, message: StationMessage, dated: boolean): number {
  if (message.type === 'sample') return onSample(turn, message)
  meetDeadlines(turn, { ran: false, share: turn.state.meter.share })
  switch (message.type) {
    case 'hello':
      onHello(turn, message)
      break
    case 'badge':
      onBadge(turn, message, dated)
      break
    case 'fault':
      onFault(turn, message)
      break
    case 'relay':
      turn.state.relay = message.on
      break
    case 'button':
      onButton(turn, message)
      break
  }
  return message.up_ms
}

function onHello(turn: Turn, message: HelloMessage): void {
  turn.state.sample_ms = message.sample_ms ?? null
  turn.state.has_relay = message.relay
  readFacts(turn)
}

/** A clock from 1970 or from next year is never believed and never refused (contract §1): said once a boot. */
function noteClock(turn: Turn, message: StationMessage, placed: Place): void {
  if (placed.believed || message.at_ms === null) return
  markIncomplete(turn.state)
  if (turn.state.clock_alerted) return
  turn.state.clock_alerted = true
  alert(turn, 'clock-unbelievable', `the station's clock says ${message.at_ms} ms`)
}

/** A right that ended while old messages were folded: the first fresh message tells the station where it stands. */
function catchUp(turn: Turn): void {
  if (!turn.state.untold || turn.age_ms > BADGE_AGE_MS_MAX) return
  turn.state.untold = false
  if (!turn.effects.some(effect => effect.kind === 'verdict')) turn.effects.push(standing(turn.state))
}

/** Counts earlier samples at the very same instant in a row, so that telemetry keeps them apart. */
function orderOf(state: StationState, message: StationMessage, at_ms: number): number {
  if (message.type !== 'sample') return 0
  state.sample_order = at_ms === state.sample_at_ms ? state.sample_order + 1 : 0
  state.sample_at_ms = at_ms
  return state.sample_order
}

export const viewOf = (state: StationState): MachineView => ({
  state: state.view.state,
  since_at_ms: state.view.since_at_ms,
  current_mA: state.view.current_mA,
  power_W: state.view.power_W,
  relay: state.relay,
  ...(state.wear_ms === undefined ? {} : { wear_ms: state.wear_ms }),
  ...(state.claimed === undefined ? {} : { claimed: state.claimed }),
  ...(state.boot === 0 ? {} : { told_at_ms: state.at_ms }),
})

/** The open session with what is counted so far; also while its right has ended and its cycle still runs. */
export const openSession = (state: StationState): Session | null =>
  state.session === null ? null : toSession(state, state.session, null)

/** Contract §1 `verdict`, after each subscription: granted with its session, else ended with nulls. */
export function standing(state: StationState): VerdictEffect {
  const session = rightStands(state) ? state.session : null
  return {
    kind: 'verdict',
    for: null,
    verdict: session === null ? 'ended' : 'granted',
    reason: null,
    session: session?.id ?? null,
    relay: session !== null,
    member: session?.member ?? null,
  }
}
