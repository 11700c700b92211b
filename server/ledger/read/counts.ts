import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Counts } from '../types.ts'

/**
 * Contract §5 `verify`: `messages` are the distinct committed identities, folded and late. The journal has no holes, so
 * its length less the entries that are no messages says it without a scan.
 */
export async function counts(db: Kysely<Schema>): Promise<Counts> {
  const { rows } = await sql<Counts>`SELECT
    (SELECT coalesce(max(n), 0) FROM journal) - (SELECT count(*) FROM journal WHERE kind <> 'up') AS messages,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT count(*) FROM journal WHERE disposition = 'late') AS late,
    (SELECT count(*) FROM gap) AS gaps,
    (SELECT count(*) FROM session) AS sessions`.execute(db)
  return rows[0] as Counts
}
