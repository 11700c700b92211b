/** The follower that copies the journal to telemetry, at its own pace. */
import type * as T from '../types.ts'
import type { Parts } from './parts.ts'

export function telemetryDoor({ ask, reader }: Parts) {
  return {
    pointsAfter: (cursor_n: number, limit: number): Promise<T.PointBatch> => reader.ask('pointsAfter', cursor_n, limit),
    cursor: (follower: string): Promise<number> => ask((on, { followerCursor }) => followerCursor(on, follower)),
    advance: (follower: string, to_n: number): Promise<void> =>
      ask((on, { advanceFollower }) => advanceFollower(on, follower, to_n)),
    deadLetter: (follower: string, entry: T.DeadLetter): Promise<void> =>
      ask((on, { putDeadLetter }) => putDeadLetter(on, follower, entry)),
  }
}
