/**
 * The firmware of a composed station, as one pure function: (state, input) → state and effects. What it decides is in
 * `composed/`; who brings the inputs and carries the effects out is in `composed-station.ts`.
 */
import type { Command } from '#server/contract/downlink.ts'
import type { MeterReading } from '../drivers/meter.ts'
import { onCard, onVerdict } from './composed/badge.ts'
import { METER_AT_START, takeReading } from './composed/meter.ts'
import {
  inhibit,
  leaseFrom,
  relayOff,
  relayPort,
  sample,
  stop,
  watchIdle,
  watchRelay,
  watchSensor,
} from './composed/relay.ts'
import {
  type ComposedState,
  type Down,
  type Effect,
  type Input,
  remember,
  type Settings,
  send,
  type Turn,
} from './composed/state.ts'

const SAMPLE_DEFAULT_ms = 1_000
/** Contract §1 `sample`: without a meter every 30 s. */
const SAMPLE_WITHOUT_METER_ms = 30_000
/** Ids of commands remembered against repetition: more than a boot ever sees within their expiry. */
const COMMANDS_MAX = 256
const FIRMWARE = 'navette-gateway/1'

export function composedAtStart(settings: Settings): ComposedState {
  const { boot, model, parts, epoch_ms, config, list, locked, was_closed } = settings
  return {
    ...{ boot, model, parts, epoch_ms, config, list, locked, was_closed },
    next_seq: 0,
    linked: false,
    meter: METER_AT_START,
    sampled_up_ms: 0,
    contact: parts.relay ? 'unknown' : 'open',
    relay_gone_up_ms: parts.relay ? 0 : null,
    stuck_since_up_ms: null,
    holder: null,
    active_up_ms: 0,
    right: null,
    ending: null,
    asked: null,
    last_card: null,
    committed_seq: -1,
    confirm: { needed: settings.session_was_open, first: null },
    faults: [],
    commands: [],
  }
}

export function stepComposed(
  before: ComposedState,
  input: Input,
  up_ms: number,
): { state: ComposedState; effects: Effect[] } {
  const turn: Turn = { state: { ...before }, up_ms, effects: [] }
  take(turn, input)
  return { state: turn.state, effects: turn.effects }
}

function take(turn: Turn, input: Input): void {
  const { state, up_ms } = turn
  switch (input.kind) {
    case 'power-up':
      hello(turn)
      break
    case 'tick':
      tick(turn)
      break
    case 'card':
      onCard(turn, input.badge)
      break
    case 'reading':
      onReading(turn, input.reading)
      break
    case 'meter-lost':
      state.meter = { ...state.meter, lost: input.detail, idle_since_up_ms: null }
      watchSensor(turn)
      break
    case 'relay-port':
      relayPort(turn, input.there)
      break
    case 'link':
      state.linked = input.up
      break
    case 'down':
      onDown(turn, input.down)
      // Any message from the server renews the lease (contract §1, An authority grows stale)
      if (state.right !== null) state.right = { ...state.right, lease_until_up_ms: leaseFrom(state, up_ms) }
      break
    case 'committed':
      state.committed_seq = Math.max(state.committed_seq, input.seq)
      break
    case 'stop':
      stop(turn)
      break
  }
}

function hello(turn: Turn): void {
  const { model, parts, list } = turn.state
  send(turn, 'hello', {
    fw: FIRMWARE,
    model,
    reader: parts.reader,
    meter: parts.meter ? 'energy' : 'none',
    relay: parts.relay,
    list_version: list?.version ?? null,
    ...(parts.meter ? {} : { sample_ms: SAMPLE_WITHOUT_METER_ms }),
  })
}

function onReading(turn: Turn, reading: MeterReading): void {
  const { state, up_ms } = turn
  const must_draw = state.parts.relay && state.contact === 'closed'
  state.meter = takeReading(state.meter, reading, up_ms, state.config, must_draw)
  watchSensor(turn)
  watchRelay(turn)
}

function tick(turn: Turn): void {
  const { state, up_ms } = turn
  watchSensor(turn)
  watchIdle(turn)
  watchRelay(turn)
  const configured_ms = state.config?.sample_ms ?? SAMPLE_DEFAULT_ms
  const sample_ms = state.parts.meter ? configured_ms : SAMPLE_WITHOUT_METER_ms
  if (up_ms - state.sampled_up_ms < sample_ms) return
  // The heartbeat keeps its step: extra samples and late timers do not shift it.
  state.sampled_up_ms = up_ms - ((up_ms - state.sampled_up_ms) % sample_ms)
  sample(turn)
}

function onDown(turn: Turn, down: Down): void {
  const { state, up_ms } = turn
  switch (down.type) {
    case 'verdict':
      onVerdict(turn, down.payload)
      break
    case 'command':
      onCommand(turn, down.payload)
      break
    case 'config':
      state.config = down.payload
      break
    case 'list':
      state.list = down.payload
      break
    case 'time':
      state.epoch_ms = down.payload.epoch_ms - up_ms
      break
    case 'other':
      break
  }
}

/** Expired, repeated or for another boot: ignored. None of them energises (contract §1 `command`). */
function onCommand(turn: Turn, { id, op, boot, expires_up_ms }: Command): void {
  const { state, up_ms } = turn
  if (boot !== state.boot || up_ms > expires_up_ms || state.commands.includes(id)) return
  state.commands = [...state.commands, id].slice(-COMMANDS_MAX)
  switch (op) {
    case 'relay-off':
      relayOff(turn)
      break
    case 'inhibit-next-start':
      inhibit(turn, 'command')
      break
    case 'lockout':
      state.locked = true
      remember(turn)
      inhibit(turn, 'lockout')
      break
    case 'release':
      // Not a reset: a start still wants a fresh badge, and its confirmation where one was needed
      state.locked = false
      remember(turn)
      break
    case 'identify':
      break // no bought part has a lamp to flash
  }
}
