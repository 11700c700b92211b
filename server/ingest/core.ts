/**
 * The pure core as ingest needs it (`server/domain` fits this shape). `State` is plain JSON; no function changes its
 * arguments, so that a group can be folded on an overlay and thrown away.
 */
import type { QuarantineReason } from '#server/contract/uplink.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { StationEntry } from '#server/domain/journal.ts'
import type { Effect, MachineView, Session, StationMessage } from '#server/domain/metering/types.ts'

export type Judgement =
  | { kind: 'fold' }
  /** at or below the last folded identity: duplicate, contradiction or late, which only the ledger can tell */
  | { kind: 'known' }
  | { kind: 'quarantine'; reason: QuarantineReason; detail: string }

export type { StationEntry }
export type VerdictEffect = Extract<Effect, { kind: 'verdict' }>

export type Core<State> = {
  initialState(station: string): State
  judge(state: State, epoch: number, message: StationMessage): Judgement
  fold(
    state: State,
    entry: StationEntry,
    context: { directory: Directory },
  ): { state: State; effects: Effect[]; at_ms: number; at_order: number }
  viewOf(state: State): MachineView
  openSession(state: State): Session | null
  standing(state: State): VerdictEffect
  /** The station's present boot and the last `up_ms` heard of it; null before its first message. */
  clockOf(state: State): { boot: number; up_ms: number } | null
}
