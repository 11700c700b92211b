/**
 * The start-enable relay, contract §1 "Safety" and "An authority grows stale". Pure: facts in, next state and the
 * contact's movement out. Nothing here can close the contact but a fresh answer to a fresh badge; nothing opens it
 * while the machine works.
 */

/** Contract §1: a station acts on an answer within 10 s of its own `up_ms`. */
export const ANSWER_FRESH_MS = 10_000
/** Contract §1 default; `config` may change it. */
export const LINK_LOSS_DEFAULT_S = 28_800

export const HELD_CODES: readonly string[] = ['sensor', 'relay-stuck', 'reported']

export type RelayState = {
  on: boolean
  /** Right is gone: open as soon as idle has lasted the hold. */
  inhibited: string | null
  /** After a fault, an emergency stop, or a boot that ended an open session. */
  needs_confirm: boolean
  locked: boolean
  faults: readonly string[]
  /** Until when the standing right lasts without a word from the server; null without a right. */
  lease_until_ms: number | null
  /** The badge that waits for its answer. */
  asked: { seq: number; up_ms: number } | null
  /** The badge the standing right rests on. */
  granted_seq: number | null
}

/** Contract §1: after power-up the relay is open. */
export const powerUp = (session_was_open: boolean): RelayState => ({
  on: false,
  inhibited: null,
  needs_confirm: session_was_open,
  locked: false,
  faults: [],
  lease_until_ms: null,
  asked: null,
  granted_seq: null,
})

export type Facts = {
  boot: number
  up_ms: number
  link_loss_s: number
  /** The meter's word: no work, believable current, and that for the whole hold. */
  settled: boolean
  running: boolean
  /** The clamp is believable; while it is not, the relay is held as it is. */
  plausible: boolean
}

export type RelayInput =
  | { kind: 'asked'; seq: number }
  | { kind: 'offline'; seq: number; verdict: 'granted' | 'denied' | 'ended' }
  | {
      kind: 'verdict'
      for: { boot: number; seq: number } | null
      verdict: 'granted' | 'denied' | 'ended'
      reason: string | null
      relay: boolean
      /** Whether the server has acknowledged the badge the standing right rests on. */
      grant_acknowledged: boolean
    }
  | { kind: 'down' }
  | { kind: 'fault'; code: string; active: boolean }
  | { kind: 'idled-out' }
  | { kind: 'start-confirm' }
  | { kind: 'command'; op: 'relay-off' | 'inhibit-next-start' | 'lockout' | 'release' | 'identify' }
  | { kind: 'tick' }

export type RelayStep = { state: RelayState; moved: { on: boolean; cause: string } | null }

const still = (state: RelayState): RelayStep => ({ state, moved: null })

const close = (state: RelayState, seq: number, facts: Facts, cause: string): RelayStep => {
  const right = {
    lease_until_ms: facts.up_ms + facts.link_loss_s * 1_000,
    granted_seq: seq,
    inhibited: null,
    asked: null,
  }
  if (state.needs_confirm || state.locked || state.faults.length > 0) return still({ ...state, asked: null })
  return { state: { ...state, ...right, on: true }, moved: state.on ? null : { on: true, cause } }
}

const open = (state: RelayState, cause: string): RelayStep => ({
  state: { ...state, on: false, inhibited: null, lease_until_ms: null, granted_seq: null },
  moved: state.on ? { on: false, cause } : null,
})

const inhibit = (state: RelayState, cause: string): RelayStep =>
  still(state.on ? { ...state, inhibited: state.inhibited ?? cause } : state)

const onVerdict = (state: RelayState, input: RelayInput & { kind: 'verdict' }, facts: Facts): RelayStep => {
  if (input.for !== null && input.for.boot !== facts.boot) return still(state)
  const answers = input.for !== null && state.asked !== null && input.for.seq === state.asked.seq
  if (input.verdict === 'granted') {
    const fresh = answers && state.asked !== null && facts.up_ms - state.asked.up_ms <= ANSWER_FRESH_MS
    // A standing (`for: null`) confirms what is; it energises nothing.
    return fresh && input.relay && input.for ? close(state, input.for.seq, facts, 'badge') : still(state)
  }
  const answered = answers ? { ...state, asked: null } : state
  if (input.verdict === 'denied') return still(answered)
  // An end that was said before the server knew of this right does not touch it.
  const older = input.for === null ? !input.grant_acknowledged : input.for.seq < (state.granted_seq ?? 0)
  return older ? still(answered) : inhibit(answered, input.reason ?? 'ended')
}

const onCommand = (state: RelayState, op: (RelayInput & { kind: 'command' })['op'], facts: Facts): RelayStep => {
  switch (op) {
    case 'relay-off':
      // At once unless running, else after the hold of idle (contract §1 `command`); never on a word of a fallen clamp.
      return facts.running || !facts.plausible ? inhibit(state, 'command') : open(state, 'command')
    case 'inhibit-next-start':
      return inhibit(state, 'command')
    case 'lockout':
      return inhibit({ ...state, locked: true }, 'lockout')
    case 'release':
      // Not a reset: a start still wants its confirmation and a fresh badge.
      return still({ ...state, locked: false })
    case 'identify':
      return still(state)
  }
}

export const stepRelay = (state: RelayState, input: RelayInput, facts: Facts): RelayStep => {
  switch (input.kind) {
    case 'asked':
      return still({ ...state, asked: { seq: input.seq, up_ms: facts.up_ms } })
    case 'offline':
      if (input.verdict === 'granted') return close(state, input.seq, facts, 'badge')
      return input.verdict === 'ended' ? inhibit(state, 'badge-out') : still(state)
    case 'verdict':
      return onVerdict(state, input, facts)
    case 'down':
      if (state.lease_until_ms === null) return still(state)
      return still({ ...state, lease_until_ms: facts.up_ms + facts.link_loss_s * 1_000 })
    case 'fault': {
      const others = state.faults.filter(code => code !== input.code)
      if (!input.active) return still({ ...state, faults: others })
      // These say something of a sensor, a relay or a wish: the relay is held as it is (contract §1, Safety)
      if (HELD_CODES.includes(input.code)) return still({ ...state, faults: [...others, input.code] })
      const faulty = { ...state, faults: [...others, input.code], needs_confirm: true }
      return inhibit(faulty, input.code === 'estop' ? 'estop' : 'fault')
    }
    case 'idled-out':
      return inhibit(state, 'idle')
    case 'start-confirm':
      return still(state.faults.some(code => !HELD_CODES.includes(code)) ? state : { ...state, needs_confirm: false })
    case 'command':
      return onCommand(state, input.op, facts)
    case 'tick': {
      const lapsed = state.lease_until_ms !== null && facts.up_ms > state.lease_until_ms
      const cause = state.inhibited ?? (lapsed ? 'link-loss' : null)
      return cause !== null && facts.settled && state.on ? open(state, cause) : still(state)
    }
  }
}
