/** When somebody was at work in the atelier: the union of all sessions' spans. */
import type { Kysely } from 'kysely'
import { unionOf } from '#server/domain/metering/availability.ts'
import type { Schema } from '../schema.ts'
import type { Range } from '../types.ts'

/** Sessions are found by their start: one that began longer before the range than this is no day's work. */
const LONGEST_MS = 7 * 86_400_000

/** Nobody works longer at a stretch: of a session that has not ended for so long, nobody knows whether anybody is there. */
const OPEN_MS_MAX = 12 * 3_600_000

/** A session that goes on lasts until `now_ms`, for half a day at most. */
export async function heldStretches(db: Kysely<Schema>, range: Range, now_ms: number): Promise<Range[]> {
  const rows = await db
    .selectFrom('session')
    .select(['start_at_ms', 'end_at_ms'])
    .where('start_at_ms', '>=', range.from_ms - LONGEST_MS)
    .where('start_at_ms', '<', range.to_ms)
    .execute()
  return unionOf(
    rows
      .map(({ start_at_ms, end_at_ms }) => ({
        from_ms: Math.max(start_at_ms, range.from_ms),
        to_ms: Math.min(end_at_ms ?? Math.min(now_ms, start_at_ms + OPEN_MS_MAX), range.to_ms),
      }))
      .filter(({ from_ms, to_ms }) => from_ms < to_ms),
  )
}
