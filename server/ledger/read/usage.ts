import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Range, UsageRow } from '../types.ts'
import { memberCategories } from './utilisation.ts'

/** What telemetry can be held against: ended sessions that start in the range, summed per machine and member category. */
export async function usage(db: Kysely<Schema>, range: Range): Promise<UsageRow[]> {
  const { fn } = db
  const rows = await db
    .selectFrom('session')
    .select([
      'machine',
      'member',
      fn.sum<number>('running_ms').as('running_ms'),
      fn.sum<number>('worked_ms').as('worked_ms'),
      fn.sum<number>('session_ms').as('session_ms'),
      fn.sum<number>('energy_Wh').as('energy_Wh'),
      fn.countAll<number>().as('sessions'),
    ])
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .where('ended_n', 'is not', null)
    .groupBy(['machine', 'member'])
    .orderBy('machine')
    .orderBy('member')
    .execute()
  const categories = await memberCategories(db)
  const sums = new Map<string, UsageRow>()
  for (const { member, ...row } of rows) {
    const category = categories.get(member) ?? null
    const key = `${row.machine} ${category ?? ''}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { ...row, category })
    else {
      sum.running_ms += row.running_ms
      sum.worked_ms += row.worked_ms
      sum.session_ms += row.session_ms
      sum.energy_Wh += row.energy_Wh
      sum.sessions += row.sessions
    }
  }
  return [...sums.values()]
}
