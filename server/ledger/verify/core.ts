/** The domain's fold, as replay uses it. */
import { foldEntry } from '#server/domain/metering/journalled.ts'
import { initialState, type StationState } from '#server/domain/metering/station.ts'
import type { ReplayCore } from './verify.ts'

export const REPLAY_CORE: ReplayCore<StationState> = {
  // The fold reads the machine from the directory at the first message of an epoch; before it there is none.
  initialState: station => initialState(station, ''),
  fold: foldEntry,
}
