/** One fold in progress: this turn's own copy of the state, what it knows of the machine, and the effects so far. */
import type { Directory, MachineFacts } from '../directory.ts'
import type { Pace } from './account.ts'
import { profileByRef, profileOf } from './profile.ts'
import type { StationState } from './state.ts'
import type { DenialReason, Effect, EndReason, Envelope, Profile } from './types.ts'

/** Contract §3: `silent` after 3 × `sample_ms` without a sample, at least 5 s. */
const SILENT_SAMPLES = 3
const SILENT_MS_MIN = 5_000
/** What a station samples at when neither it nor the directory says (contract §3 speaks of 1 Hz). */
const SAMPLE_MS = 1_000

/** Fields of `state` may be replaced; the values they hold are shared with the state before and never changed. */
export type Turn = {
  readonly state: StationState
  readonly effects: Effect[]
  readonly directory: Directory
  machine: MachineFacts | undefined
  profile: Profile | undefined
  pace: Pace
  /** now, in station time and on the calendar */
  readonly up_ms: number
  readonly at_ms: number
  /** age of the entry on arrival */
  readonly age_ms: number
}

export const atOf = (turn: Turn, up_ms: number): number => turn.at_ms - (turn.up_ms - up_ms)

/** Reads the machine's facts again: at the start of a turn, and when a hello or a new epoch changed what they rest on. */
export function readFacts(turn: Turn): void {
  const { state, directory } = turn
  turn.machine = directory.machines.get(state.machine)
  const own = state.session?.profile ?? null
  turn.profile = own === null ? profileOf(directory, state.machine) : profileByRef(directory, own)
  const sample_ms = state.sample_ms ?? turn.machine?.sample_ms ?? SAMPLE_MS
  turn.pace = { sample_ms, silent_after_ms: Math.max(SILENT_MS_MIN, SILENT_SAMPLES * sample_ms) }
}

export const hasSensor = (turn: Turn): boolean => turn.machine?.sensor !== 'none'

/** A right stands: a session is open and has not ended. */
export const rightStands = (state: StationState): boolean => state.session !== null && state.session.ending === null

export function alert(turn: Turn, code: Extract<Effect, { kind: 'alert' }>['code'], detail: string): void {
  turn.effects.push({ kind: 'alert', code, machine: turn.state.machine, at_ms: turn.at_ms, detail })
}

type Answer = {
  verdict: 'granted' | 'denied' | 'ended'
  reason: DenialReason | EndReason | null
  session: string | null
  member: string | null
}

/** `relay` is what the station may do now, whoever asked: a denied stranger does not end the right of another. */
export function answer(turn: Turn, to: Envelope | null, given: Answer): void {
  const asked = to && { boot: to.boot, seq: to.seq }
  turn.effects.push({ kind: 'verdict', for: asked, ...given, relay: rightStands(turn.state) })
}
