/** Why somebody was refused, and which cards nobody holds were shown: newest first, each by an index of refusals only. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { RefusalRow, UnknownCardRow } from '../types.ts'

export async function refusals(db: Kysely<Schema>, member: string, limit: number): Promise<RefusalRow[]> {
  const { rows } = await sql<RefusalRow>`
    SELECT v.n, j.at_ms, v.station, d.value ->> '$.machine' AS machine, json_extract(v.value, '$.reason') AS reason
    FROM verdict v JOIN journal j ON j.n = v.n
      LEFT JOIN directory d ON d.kind = 'stations' AND d.id = v.station
    WHERE json_extract(v.value, '$.member') = ${member} AND json_extract(v.value, '$.verdict') = 'denied'
    ORDER BY v.n DESC LIMIT ${limit}`.execute(db)
  return rows
}

/**
 * Each card once, at its last showing: those nobody holds, and those lent to a visitor whose day was over by then. A badge whose
 * message has expired from the journal is not told any more.
 */
export async function unknownCards(db: Kysely<Schema>, limit: number): Promise<UnknownCardRow[]> {
  const { rows } = await sql<UnknownCardRow>`
    SELECT badge, station, max(at_ms) AS at_ms FROM (
      SELECT json_extract(j.payload, '$.badge') AS badge, v.station, j.at_ms
      FROM verdict v JOIN journal j ON j.n = v.n
      WHERE json_extract(v.value, '$.reason') = 'unknown-badge'
      ORDER BY v.n DESC LIMIT 200)
    WHERE badge IS NOT NULL AND NOT EXISTS (SELECT 1 FROM directory d WHERE d.kind = 'badges' AND d.id = badge)
    GROUP BY badge
    UNION ALL
    SELECT d.id AS badge, v.station, max(j.at_ms) AS at_ms
    FROM directory d
      JOIN verdict v ON json_extract(v.value, '$.member') = d.value ->> '$.member'
        AND json_extract(v.value, '$.verdict') = 'denied' AND json_extract(v.value, '$.reason') = 'pass-expired'
      JOIN journal j ON j.n = v.n AND json_extract(j.payload, '$.badge') = d.id
    WHERE d.kind = 'badges' AND d.value ->> '$.pass' = 'day' AND d.value ->> '$.valid_until_ms' <= j.at_ms
    GROUP BY badge ORDER BY at_ms DESC LIMIT ${limit}`.execute(db)
  return rows
}
