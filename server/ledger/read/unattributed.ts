import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Range, UnattributedRow } from '../types.ts'

/** Running without a session that began in the range, oldest first: what a person settles before a period can close. */
export const unattributed = (db: Kysely<Schema>, range: Range): Promise<UnattributedRow[]> =>
  db
    .selectFrom('unattributed')
    .select(['id', 'machine', 'from_at_ms', 'to_at_ms', 'running_ms', 'energy_Wh'])
    .where('from_at_ms', '>=', range.from_ms)
    .where('from_at_ms', '<', range.to_ms)
    .orderBy('from_at_ms')
    .orderBy('id')
    .execute()
