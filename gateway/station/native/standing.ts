/**
 * What passes between a native station and the server tells its gateway who stands at the machine: enough to answer a badge
 * while the server is away. Pure. The relay stays the station's own to judge: a mistake here starts nothing it must not.
 */
import * as z from 'zod'
import type { StationConfig, Verdict } from '#server/contract/downlink.ts'
import { type Alone, type AloneFacts, decideAlone, type LastCard, repeatOf } from '../alone.ts'

/** On these the server holds the session, and asks for no confirmation (contract §1, Safety). */
const HELD_FAULTS: readonly string[] = ['sensor', 'relay-stuck', 'reported']
/** A meter that says nothing for so long is silent (contract §3, at least 5 s): then nobody can tell. */
const SILENT_SAMPLES = 3
const SILENT_ms = 5_000

export type NativeStanding = {
  boot: number
  up_ms: number
  holder: string | null
  locked: boolean
  needs_confirm: boolean
  faults: readonly string[]
  has_meter: boolean
  /** the last sample, where it said a current */
  current: { mA: number; up_ms: number } | null
  /** when it last worked, or somebody began; null: not known since the gateway started */
  active_up_ms: number | null
  last_card: LastCard | null
  /** the badge the server has not answered yet */
  asked: { seq: number; badge: string } | null
}

export const STANDING_AT_START: NativeStanding = {
  ...{ boot: 0, up_ms: 0, holder: null, locked: false, needs_confirm: false, faults: [], has_meter: true },
  ...{ current: null, active_up_ms: null, last_card: null, asked: null },
}

/** Only what matters here; the server judges the rest, and all of it (quarantine). */
const Said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), up_ms: z.number(), meter: z.string() }),
  z.object({ type: z.literal('sample'), up_ms: z.number(), current_mA: z.number().nullable() }),
  z.object({ type: z.literal('fault'), up_ms: z.number(), code: z.string(), active: z.boolean() }),
  z.object({ type: z.literal('button'), up_ms: z.number(), action: z.string() }),
  z.object({
    ...{ type: z.literal('badge'), up_ms: z.number(), badge: z.string() },
    offline: z.object({ verdict: z.enum(['granted', 'denied', 'ended']) }).optional(),
  }),
])
export type Said = z.infer<typeof Said>

/** Null: nothing to know from it. */
export const readSaid = (type: string, body: string): Said | null =>
  Said.safeParse({ ...(JSON.parse(body) as object), type }).data ?? null

/** A message of the station, in its order. From `run_off_mA` on it works. */
export function afterSaid(
  before: NativeStanding,
  boot: number,
  seq: number,
  said: Said,
  run_off_mA: number,
): NativeStanding {
  if (boot < before.boot) return before
  const state = { ...(boot === before.boot ? before : powerUp(before, boot)), up_ms: said.up_ms }
  switch (said.type) {
    case 'hello':
      return { ...state, has_meter: said.meter !== 'none' }
    case 'sample':
      return afterSample(state, said.current_mA, said.up_ms, run_off_mA)
    case 'fault':
      return afterFault(state, said.code, said.active)
    case 'button':
      if (said.action === 'end') return { ...state, holder: null }
      return said.action === 'start-confirm' && !isFaulty(state) ? { ...state, needs_confirm: false } : state
    case 'badge':
      if (said.offline !== undefined) return decided(state, said.badge, said.up_ms, { reason: null, ...said.offline })
      return {
        ...state,
        asked: { seq, badge: said.badge },
        last_card: { badge: said.badge, up_ms: said.up_ms, answer: null },
      }
  }
}

/** A boot that ends an open session wants a confirmation (contract §1, Safety). */
const powerUp = (before: NativeStanding, boot: number): NativeStanding => ({
  ...STANDING_AT_START,
  boot,
  locked: before.locked,
  has_meter: before.has_meter,
  needs_confirm: before.needs_confirm || before.holder !== null,
})

/** Who is not known to be idle is active: a dead meter's time counts for nobody's timeout. */
function afterSample(state: NativeStanding, mA: number | null, up_ms: number, run_off_mA: number): NativeStanding {
  const current = mA === null ? null : { mA, up_ms }
  const works = mA === null || mA >= run_off_mA || state.faults.includes('sensor')
  return { ...state, current, active_up_ms: works ? up_ms : (state.active_up_ms ?? up_ms) }
}

function afterFault(state: NativeStanding, code: string, active: boolean): NativeStanding {
  const others = state.faults.filter(known => known !== code)
  if (!active) return { ...state, faults: others }
  const faulty = { ...state, faults: [...others, code] }
  return HELD_FAULTS.includes(code) ? faulty : { ...faulty, needs_confirm: true, holder: null }
}

const isFaulty = ({ faults }: NativeStanding): boolean => faults.some(code => !HELD_FAULTS.includes(code))

/** What was decided about a badge without the server. */
export function decided(state: NativeStanding, badge: string, up_ms: number, answer: Alone): NativeStanding {
  const holder = answer.verdict === 'granted' ? badge : answer.verdict === 'ended' ? null : state.holder
  const active_up_ms = answer.verdict === 'granted' ? up_ms : state.active_up_ms
  return { ...state, holder, active_up_ms, asked: null, last_card: { badge, up_ms, answer } }
}

/** What the server says of a right. */
export function afterVerdict(state: NativeStanding, verdict: Verdict): NativeStanding {
  const { asked, boot } = state
  if (verdict.for === null) return verdict.verdict === 'ended' ? { ...state, holder: null } : state
  if (verdict.for.boot !== boot || asked === null || asked.seq !== verdict.for.seq) return state
  const { verdict: said, reason } = verdict
  const up_ms = state.last_card?.up_ms ?? state.up_ms
  const needs_confirm = state.needs_confirm || reason === 'start-not-confirmed'
  return { ...decided(state, asked.badge, up_ms, { verdict: said, reason }), needs_confirm }
}

export type Around = Pick<AloneFacts, 'config' | 'list' | 'now_ms'> & { config: StationConfig | null }

export function decideFor(state: NativeStanding, badge: string, up_ms: number, around: Around): Alone {
  const again = repeatOf(state.last_card, badge, up_ms, state.holder)
  if (again !== null) return again
  const { holder, locked } = state
  const needs_confirm = state.needs_confirm || state.faults.length > 0
  return decideAlone({ ...around, badge, holder, locked, needs_confirm, busy: isBusy(state, up_ms, around.config) })
}

/** Contract §1, Sessions: so long idle ends a right. The server finds that by itself when it hears of it. */
export function isTimedOut(state: NativeStanding, up_ms: number, config: StationConfig | null): boolean {
  const { holder, has_meter, active_up_ms } = state
  if (holder === null || !has_meter || active_up_ms === null || config?.idle_timeout_s == null) return false
  return up_ms - active_up_ms >= config.idle_timeout_s * 1_000
}

/** Idle only where a fresh current says so; a tool without a meter is never known to work. */
function isBusy({ has_meter, current, faults }: NativeStanding, up_ms: number, config: StationConfig | null): boolean {
  if (!has_meter) return false
  if (current === null || config === null || faults.includes('sensor')) return true
  const silent_after_ms = Math.max(SILENT_ms, SILENT_SAMPLES * config.sample_ms)
  return up_ms - current.up_ms > silent_after_ms || current.mA >= config.run_off_mA
}
