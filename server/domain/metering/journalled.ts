/** The fold in the words of the journal: one way in, for what arrives now and for what is replayed. */
import type { StationEntry } from '../journal.ts'
import type { StationState } from './state.ts'
import { type FoldContext, type Folded, fold } from './station.ts'

export type { StationEntry }

export function foldEntry(state: StationState, entry: StationEntry, context: FoldContext): Folded {
  const { received_at_ms } = entry
  if (entry.kind === 'action') return fold(state, { kind: 'action', received_at_ms, action: entry.action }, context)
  const { epoch, message } = entry
  const batch_last_up_ms = entry.batch_last_up_ms ?? undefined
  return fold(state, { kind: 'message', epoch, received_at_ms, message, batch_last_up_ms }, context)
}
