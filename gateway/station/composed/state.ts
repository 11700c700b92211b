/**
 * A station that is composed of bought parts: the gateway is its firmware. Everything it knows, everything it may hear, and
 * everything it may do, as data. Nothing here has a clock, a port or a file.
 */
import type { Command, OfflineList, StationConfig, Verdict } from '#server/contract/downlink.ts'
import type { FaultCode } from '#server/contract/uplink.ts'
import type { MeterReading } from '../../drivers/meter.ts'
import type { LastCard } from '../alone.ts'
import type { MeterState } from './meter.ts'

export type Parts = {
  reader: boolean
  meter: boolean
  relay: boolean
  /** the relay is a plug: out of reach it keeps its contact as it is, where one on a cable falls open */
  plug?: boolean
}

export type Settings = {
  /** made durable before first use (contract §1 `boot`) */
  boot: number
  /** what the parts are, for `hello` */
  model: string
  parts: Parts
  /** a session stood when the last boot ended: its power was lost (contract §1, Safety) */
  session_was_open: boolean
  /** the contact was closed when the last boot ended; a relay that kept its supply still is */
  was_closed: boolean
  locked: boolean
  config: StationConfig | null
  list: OfflineList | null
  /** the host's clock at `up_ms` 0, null where it is not to be believed */
  epoch_ms: number | null
}

export type ComposedState = {
  readonly boot: number
  readonly model: string
  readonly parts: Parts
  next_seq: number
  /** Unix time at `up_ms` 0 */
  epoch_ms: number | null
  config: StationConfig | null
  list: OfflineList | null
  linked: boolean
  meter: MeterState
  sampled_up_ms: number
  /** unknown: the relay may have outlived the gateway, with a machine running behind it */
  contact: 'unknown' | 'open' | 'closed'
  /** `unknown` because it was closed when the last boot ended */
  readonly was_closed: boolean
  /** since when the relay's port is gone; null while it is there */
  relay_gone_up_ms: number | null
  /** since when a machine works behind an open contact */
  stuck_since_up_ms: number | null
  /** badge of the session this station believes to stand */
  holder: string | null
  /** when the machine last worked, or nobody could tell, or somebody began */
  active_up_ms: number
  /** what the closed contact rests on: which badge, and until when without a word from the server */
  right: { seq: number; lease_until_up_ms: number } | null
  /** why the next start is inhibited: the contact opens once idle has lasted the hold */
  ending: string | null
  /** the badge that waits for its answer */
  asked: { seq: number; badge: string; up_ms: number } | null
  /** the last card held up here, and what it was answered */
  last_card: LastCard | null
  /** the newest of our badges the server has on disk */
  committed_seq: number
  confirm: { needed: boolean; first: { badge: string; up_ms: number } | null }
  locked: boolean
  faults: readonly FaultCode[]
  commands: readonly string[]
}

export type Down =
  | { type: 'verdict'; payload: Verdict }
  | { type: 'command'; payload: Command }
  | { type: 'config'; payload: StationConfig }
  | { type: 'list'; payload: OfflineList }
  | { type: 'time'; payload: { epoch_ms: number } }
  /** from a newer server: it renews the lease and means nothing else to us */
  | { type: 'other' }

export type Input =
  | { kind: 'power-up' }
  | { kind: 'tick' }
  /** HMAC of a card that is newly there */
  | { kind: 'card'; badge: string }
  | { kind: 'reading'; reading: MeterReading }
  /** `detail` of its fault (contract/fault-detail.ts) */
  | { kind: 'meter-lost'; detail: string }
  | { kind: 'relay-port'; there: boolean }
  | { kind: 'link'; up: boolean }
  | { kind: 'down'; down: Down }
  /** the server has this badge on disk */
  | { kind: 'committed'; seq: number }
  /** the gateway ends */
  | { kind: 'stop' }

export type Effect =
  | { kind: 'send'; type: string; seq: number; body: Record<string, unknown> }
  | { kind: 'relay'; on: boolean }
  /** on disk before anything after it: what the next boot must know */
  | { kind: 'remember'; session_open: boolean; closed: boolean; locked: boolean }

/** One step under way: a state of its own to write on, and what it has led to so far. */
export type Turn = { state: ComposedState; up_ms: number; effects: Effect[] }

export function send(turn: Turn, type: string, fields: Record<string, unknown>): number {
  const { state, up_ms } = turn
  const seq = state.next_seq
  state.next_seq += 1
  const at_ms = state.epoch_ms === null ? null : state.epoch_ms + up_ms
  turn.effects.push({ kind: 'send', type, seq, body: { boot: state.boot, seq, up_ms, at_ms, ...fields } })
  return seq
}

/** `closes`: the contact is about to; what must hold after a kill is on disk before it is done. */
export function remember({ state, effects }: Turn, closes = false): void {
  const closed = closes || state.contact === 'closed' || (state.contact === 'unknown' && state.was_closed)
  effects.push({ kind: 'remember', session_open: state.holder !== null, closed, locked: state.locked })
}
