/** When somebody was at each machine, and since when there is anything to tell of it. */
import type { Kysely } from 'kysely'
import { unionOf } from '#server/domain/metering/availability.ts'
import type { HeldMachine } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'
import type { Range } from '../types.ts'

/** Sessions are found by their start: one that began longer before the range than this is no day's work. */
const LONGEST_MS = 7 * 86_400_000

/** Nobody works longer at a stretch: of a session that has not ended for so long, nobody knows whether anybody is there. */
const OPEN_MS_MAX = 12 * 3_600_000

/** A session that goes on lasts until `now_ms`, for half a day at most. */
export async function heldMachines(db: Kysely<Schema>, range: Range, now_ms: number): Promise<HeldMachine[]> {
  const firsts = await db
    .selectFrom('session')
    .select(({ fn }) => ['machine', fn.min<number>('start_at_ms').as('first_at_ms')] as const)
    .groupBy('machine')
    .orderBy('machine')
    .execute()
  const rows = await db
    .selectFrom('session')
    .select(['machine', 'start_at_ms', 'end_at_ms'])
    .where('start_at_ms', '>=', range.from_ms - LONGEST_MS)
    .where('start_at_ms', '<', range.to_ms)
    .execute()
  const stretches = Map.groupBy(
    rows.map(({ machine, start_at_ms, end_at_ms }) => ({
      machine,
      from_ms: Math.max(start_at_ms, range.from_ms),
      to_ms: Math.min(end_at_ms ?? Math.min(now_ms, start_at_ms + OPEN_MS_MAX), range.to_ms),
    })),
    ({ machine }) => machine,
  )
  return firsts.map(({ machine, first_at_ms }) => ({
    ...{ machine, first_at_ms },
    held: unionOf((stretches.get(machine) ?? []).filter(({ from_ms, to_ms }) => from_ms < to_ms)),
  }))
}
