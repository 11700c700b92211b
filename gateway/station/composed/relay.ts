/**
 * The start-enable relay (contract §1, Safety). Nothing closes it but a fresh answer to a fresh badge; nothing opens it
 * while the machine works, or while nobody can tell.
 */
import { writeDetail } from '#server/contract/fault-detail.ts'
import type { FaultCode } from '#server/contract/uplink.ts'
import { isFallen, isIdle, isSettled, takeSample, works } from './meter.ts'
import { type ComposedState, remember, send, type Turn } from './state.ts'

/** Contract §1 default, until a `config` says otherwise. */
export const LINK_LOSS_DEFAULT_s = 28_800
/** How long a relay that may have outlived the gateway waits for a meter to say whether a machine runs behind it. */
export const INHERITED_WAIT_ms = 5_000
/** An open contact and a machine that works for so long: the contact did not follow. */
export const STUCK_AFTER_ms = 5_000
/** A relay that is pulled out and put back is back within 3 s; longer is a fault, even of one that was open. */
export const RELAY_GONE_ms = 5_000
/** The server holds the session on these, and asks for no confirmation. */
const HELD_FAULTS: readonly FaultCode[] = ['sensor', 'relay-stuck', 'reported']

export const leaseFrom = ({ config }: ComposedState, up_ms: number): number =>
  up_ms + (config?.link_loss_s ?? LINK_LOSS_DEFAULT_s) * 1_000

/** A right was given, by the server or from its list. Whether the contact follows is this station's to judge. */
export function grant(turn: Turn, badge: string, seq: number, close: boolean): void {
  const { state, up_ms } = turn
  state.holder = badge
  state.active_up_ms = up_ms
  state.ending = null
  const { parts, locked, confirm, faults, relay_gone_up_ms } = state
  const barred = locked || confirm.needed || faults.length > 0 || relay_gone_up_ms !== null
  const closes = close && parts.relay && !barred
  remember(turn, closes)
  if (!closes) return
  state.right = { seq, lease_until_up_ms: leaseFrom(state, up_ms) }
  move(turn, true, 'badge')
}

/** The right is gone; the running cycle is not touched. */
export function endRight(turn: Turn, cause: string): void {
  const { state } = turn
  if (state.holder !== null) {
    state.holder = null
    remember(turn)
  }
  inhibit(turn, cause)
}

export function inhibit({ state }: Turn, cause: string): void {
  state.right = null
  if (state.parts.relay && state.contact === 'closed') state.ending ??= cause
}

/** Contract §1 `command`: `relay-off` acts at once unless the machine runs; not knowing counts as running. */
export function relayOff(turn: Turn): void {
  const { state, up_ms } = turn
  inhibit(turn, 'command')
  if (state.contact === 'closed' && state.config !== null && isIdle(state.meter, up_ms)) move(turn, false, 'command')
}

/** Opens what may be opened by now. Called at each tick and each reading. */
export function watchRelay(turn: Turn): void {
  const { state, up_ms } = turn
  if (!state.parts.relay) return
  if (state.contact === 'unknown') openInherited(turn)
  if (state.right !== null && up_ms > state.right.lease_until_up_ms) inhibit(turn, 'link-loss')
  const settled = isSettled(state.meter, up_ms, state.config)
  if (state.contact === 'closed' && state.ending !== null && settled) move(turn, false, state.ending)
  watchStuck(turn)
  // A plug out of reach is not broken: its silence is told by its meter, and nothing closes meanwhile
  const broken = state.parts.plug !== true && state.relay_gone_up_ms !== null
  if (broken && up_ms - (state.relay_gone_up_ms ?? up_ms) >= RELAY_GONE_ms) relayMissing(turn)
}

/**
 * After power-up the relay is open, but a gateway that restarts is no power-up of a relay that kept its supply, and must not cut
 * the cycle that ran on without it. One that was closed is held until the meter believably says that nothing works (contract
 * §1, Safety: on `sensor` and silence it is held as it is); of one that was open only a forgotten command is feared.
 */
function openInherited(turn: Turn): void {
  const { state, up_ms } = turn
  if (state.relay_gone_up_ms !== null) return
  const known = state.config !== null && state.meter.last !== null
  const waits = known || state.was_closed
  if (waits ? isSettled(state.meter, up_ms, state.config) : up_ms >= INHERITED_WAIT_ms) move(turn, false, 'power-up')
}

export function relayPort(turn: Turn, there: boolean): void {
  const { state, up_ms } = turn
  if (!state.parts.relay || there === (state.relay_gone_up_ms === null)) return
  if (!there) {
    state.relay_gone_up_ms = up_ms
    // Without its supply the contact falls open by itself, whoever was working.
    if (state.contact === 'closed') relayMissing(turn)
    return
  }
  state.relay_gone_up_ms = null
  // It was just plugged in and is open; said again, so that it is so whatever it was before.
  if (state.contact === 'open') turn.effects.push({ kind: 'relay', on: false })
  setFault(turn, 'other', false, writeDetail('relay-back'))
}

function relayMissing(turn: Turn): void {
  const { state } = turn
  if (state.contact === 'closed') move(turn, false, 'relay-unplugged')
  setFault(turn, 'other', true, writeDetail('relay-unplugged'))
}

/** A contact that was opened and a machine that works all the same: `relay-stuck` (contract §1, fault codes). */
function watchStuck(turn: Turn): void {
  const { state, up_ms } = turn
  const defies = state.contact === 'open' && state.relay_gone_up_ms === null && state.meter.running
  state.stuck_since_up_ms = defies ? (state.stuck_since_up_ms ?? up_ms) : null
  const stuck = state.stuck_since_up_ms !== null && up_ms - state.stuck_since_up_ms >= STUCK_AFTER_ms
  if (stuck) setFault(turn, 'relay-stuck', true, writeDetail('relay-defied'))
  else if (!defies) setFault(turn, 'relay-stuck', false)
}

/** Contract §1, Sessions: so long idle ends a right. While the server can be asked it says so itself. */
export function watchIdle(turn: Turn): void {
  const { state, up_ms } = turn
  if (!isIdle(state.meter, up_ms)) state.active_up_ms = up_ms
  const { holder, linked, config, parts } = state
  if (holder === null || linked || !parts.meter || config?.idle_timeout_s == null) return
  if (up_ms - state.active_up_ms >= config.idle_timeout_s * 1_000) endRight(turn, 'idle')
}

/** `sensor`: the meter is dead, or reads what cannot be. The relay is held as it is. */
export function watchSensor(turn: Turn): void {
  const { state, up_ms } = turn
  if (!state.parts.meter) return
  const { lost } = state.meter
  const fallen = isFallen(state.meter, up_ms)
  const detail = lost ?? writeDetail('clamp-off')
  setFault(turn, 'sensor', lost !== null || fallen, detail)
}

export function setFault(turn: Turn, code: FaultCode, active: boolean, detail?: string): void {
  const { state } = turn
  if (active === state.faults.includes(code)) return
  state.faults = active ? [...state.faults, code] : state.faults.filter(known => known !== code)
  send(turn, 'fault', { code, active, ...(detail === undefined ? {} : { detail }) })
  if (!active || HELD_FAULTS.includes(code)) return
  state.confirm = { needed: true, first: null }
  endRight(turn, 'fault')
}

export const confirmBlocked = ({ faults }: ComposedState): boolean => faults.some(code => !HELD_FAULTS.includes(code))

/**
 * The gateway ends: nobody watches any more, so the contact opens, unless a machine works behind it, or may: a meter that is
 * dead or has fallen off cannot tell (contract §1, Safety: then the relay is held as it is).
 */
export function stop(turn: Turn): void {
  const { meter, parts, contact } = turn.state
  const held = works(meter) || meter.lost !== null || meter.fallen_since_up_ms !== null
  if (parts.relay && contact !== 'open' && !held) move(turn, false, 'gateway-stop')
}

/** Contract §1 `sample`: a station with registers sends one immediately before each `badge` and `relay`. */
export function sampleBefore(turn: Turn): void {
  if (turn.state.parts.meter && turn.state.meter.last !== null) sample(turn)
}

export function sample(turn: Turn): void {
  const { state, up_ms } = turn
  const [fields, meter] = takeSample(state.meter, up_ms)
  state.meter = meter
  // Without a relay nothing switches the machine: it is on for all we know.
  send(turn, 'sample', { ...fields, relay: !state.parts.relay || state.contact !== 'open' })
}

function move(turn: Turn, on: boolean, cause: string): void {
  const { state } = turn
  const was = state.contact
  if (was === (on ? 'closed' : 'open')) return
  if (on || state.relay_gone_up_ms === null) turn.effects.push({ kind: 'relay', on })
  sampleBefore(turn)
  state.contact = on ? 'closed' : 'open'
  state.ending = null
  if (!on) {
    state.right = null
    remember(turn)
  }
  send(turn, 'relay', { on, cause })
}
