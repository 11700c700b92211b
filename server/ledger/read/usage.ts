import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Range, UsageRow } from '../types.ts'

/** What telemetry can be held against: ended sessions that start in the range, summed per machine and member category. */
export async function usage(db: Kysely<Schema>, range: Range): Promise<UsageRow[]> {
  const { fn } = db
  return db
    .selectFrom('session')
    .select([
      'machine',
      'category',
      fn.sum<number>('running_ms').as('running_ms'),
      fn.sum<number>('worked_ms').as('worked_ms'),
      fn.sum<number>('session_ms').as('session_ms'),
      fn.sum<number>('energy_Wh').as('energy_Wh'),
      fn.countAll<number>().as('sessions'),
    ])
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .where('ended_n', 'is not', null)
    .groupBy(['machine', 'category'])
    .orderBy('machine')
    .orderBy('category')
    .execute()
}
