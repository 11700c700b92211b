/** What the codec of every MQTT plug offers: what to say to it, and what its words mean. Pure. */
import type { MeterReading } from './meter.ts'

/** `topic` is the part below the plug's own prefix, `plug/<site>/<id>/`. */
export type PlugMessage = { topic: string; payload: string }

/** Only what a message said: plugs report what changed, or what they were asked for. */
export type PlugStatus = Partial<MeterReading> & { output?: boolean }

export type PlugHeard =
  | { kind: 'status'; status: PlugStatus }
  /** whether it is connected, in its own words or by its will */
  | { kind: 'online'; online: boolean }
  /** one of `settings` as it stands; `unsafe` says in a sentence why it must not stay so */
  | { kind: 'setting'; name: string; unsafe: string | null }
  /** nothing to us: our own words come back too, because we hear all of its topics */
  | { kind: 'other' }
  | { kind: 'garbage'; why: string }

export type PlugCodec = {
  /** for a status now: on its own a plug reports changes, or every few minutes */
  ask: readonly PlugMessage[]
  power(on: boolean): PlugMessage
  /** what must be known before its relay may be used */
  settings: readonly string[]
  read: readonly PlugMessage[]
  write: readonly PlugMessage[]
  hear(topic: string, payload: Uint8Array): PlugHeard
}

/** JSON or nothing: a plug under repair sends anything. */
export function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    return undefined
  }
}

/** A current a shared workshop cannot draw, as the contract has it (`CURRENT_MA_MAX`); larger is a broken answer. */
const CURRENT_A_MAX = 1_000

type Measured = {
  current_A?: number | null | undefined
  power_W?: number | null | undefined
  energy_Wh?: number | null | undefined
}

/** Units as the contract wants them; what is null was not measured. Null for what no machine can draw. */
export function measured({ current_A, power_W, energy_Wh }: Measured): PlugStatus | null {
  if (current_A != null && (current_A < 0 || current_A > CURRENT_A_MAX)) return null
  if (energy_Wh != null && energy_Wh < 0) return null
  return {
    ...(current_A == null ? {} : { current_mA: Math.round(current_A * 1_000) }),
    // Wired the wrong way round it reads negative: the machine draws it all the same.
    ...(power_W == null ? {} : { power_W: Math.abs(power_W) }),
    ...(energy_Wh == null ? {} : { energy_Wh: Math.round(energy_Wh) }),
  }
}
