/** The station fold of `server/domain`, in the words ingest uses (those of the journal). */
import {
  fold,
  initialState,
  judge,
  openSession,
  type StationState,
  standing,
  viewOf,
} from '#server/domain/metering/station.ts'
import type { Core } from './core.ts'

export const domainCore: Core<StationState> = {
  // The fold reads the machine from the directory at the first message of an epoch; before it there is none.
  initialState: station => initialState(station, ''),
  judge,
  fold(state, entry, context) {
    const { received_at_ms } = entry
    if (entry.kind === 'action') return fold(state, { kind: 'action', received_at_ms, action: entry.action }, context)
    const { epoch, message } = entry
    const batch_last_up_ms = entry.batch_last_up_ms ?? undefined
    return fold(state, { kind: 'message', epoch, received_at_ms, message, batch_last_up_ms }, context)
  },
  viewOf,
  openSession,
  standing,
  clockOf: ({ boot, up_ms }) => (boot === 0 ? null : { boot, up_ms }),
}
