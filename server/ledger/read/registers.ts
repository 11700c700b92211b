/** The registers of a station's samples over one session, from the frames while they are kept. */
import { type Kysely, sql } from 'kysely'
import type { Reading } from '#server/domain/periods/split.ts'
import type { Schema } from '../schema.ts'

/** By the index of identities: the sample just before the badge has the number before its own. */
export async function registers(db: Kysely<Schema>, session: string): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    SELECT j.at_ms, j.payload ->> '$.running_ms' AS running_ms, j.payload ->> '$.energy_Wh' AS energy_Wh
    FROM session AS s JOIN journal AS j
      ON j.kind = 'up' AND j.station = s.station AND j.epoch = s.epoch AND j.boot = s.boot AND j.seq >= s.seq - 1
    WHERE s.id = ${session} AND s.ended_n IS NOT NULL AND j.n <= s.ended_n AND j.type = 'sample'
      AND j.disposition = 'folded' AND j.payload <> '' AND j.at_ms IS NOT NULL
    ORDER BY j.seq`.execute(db)
  return rows
}
