/** Whether a message may enter the fold. Cheap, and without the ledger: what is already known is the ledger's to compare. */
import { registerFlaw } from './register.ts'
import { meterAtBoot, type StationState } from './state.ts'
import type { StationMessage } from './types.ts'

export type Judgement =
  | { kind: 'fold' }
  /** at or below the last folded identity: a duplicate, a contradiction or late */
  | { kind: 'known' }
  | { kind: 'quarantine'; reason: 'up-ms-fell' | 'register-impossible'; detail: string }

const FOLD: Judgement = { kind: 'fold' }
const KNOWN: Judgement = { kind: 'known' }

/** A register in the first sample of a boot is held against its power-up. */
const FRESH_METER = meterAtBoot(0)

export function judge(state: StationState, epoch: number, message: StationMessage): Judgement {
  if (epoch < state.epoch) return KNOWN
  const newer_boot = epoch > state.epoch || message.boot > state.boot
  if (!newer_boot) {
    if (message.boot < state.boot || message.seq <= state.seq) return KNOWN
    if (message.up_ms < state.up_ms) {
      const detail = `up_ms fell from ${state.up_ms} to ${message.up_ms} within boot ${state.boot}`
      return { kind: 'quarantine', reason: 'up-ms-fell', detail }
    }
  }
  if (message.type !== 'sample' || message.running_ms === undefined) return FOLD
  const flaw = registerFlaw(newer_boot ? FRESH_METER : state.meter, message.up_ms, message.running_ms)
  return flaw === null ? FOLD : { kind: 'quarantine', reason: 'register-impossible', detail: flaw }
}
