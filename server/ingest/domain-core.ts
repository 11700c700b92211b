/** The station fold of `server/domain`, as ingest uses it. */
import { foldEntry } from '#server/domain/metering/journalled.ts'
import {
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
  fold: foldEntry,
  viewOf,
  openSession,
  standing,
  clockOf: ({ boot, up_ms }) => (boot === 0 ? null : { boot, up_ms }),
}
