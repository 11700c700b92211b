/** The domain's fold in the words of the journal. */
import { fold, initialState, type StationState } from '#server/domain/metering/station.ts'
import type { ReplayCore } from './verify.ts'

export const REPLAY_CORE: ReplayCore<StationState> = {
  // The fold reads the machine from the directory at the first message of an epoch; before it there is none.
  initialState: station => initialState(station, ''),
  fold(state, entry, context) {
    const { received_at_ms } = entry
    if (entry.kind === 'action') return fold(state, { kind: 'action', received_at_ms, action: entry.action }, context)
    const { epoch, message } = entry
    const batch_last_up_ms = entry.batch_last_up_ms ?? undefined
    return fold(state, { kind: 'message', epoch, received_at_ms, message, batch_last_up_ms }, context)
  },
}
