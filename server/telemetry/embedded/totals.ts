/** Sums over sessions and numbers of points. */
import type { Database } from 'better-sqlite3'
import type { Range, TelemetryPoint, UsageRow } from '../ports.ts'

export function createUsage(db: Database): (range: Range) => UsageRow[] {
  const rows = db.prepare<[number, number], UsageRow>(`
    SELECT name.value AS machine, category, sum(running_ms) AS running_ms, sum(worked_ms) AS worked_ms,
      sum(session_ms) AS session_ms, sum(energy_Wh) AS energy_Wh, count(*) AS sessions
    FROM session JOIN name ON name.id = session.machine WHERE at_ms >= ? AND at_ms < ?
    GROUP BY name.value, category ORDER BY name.value, category`)
  return ({ from_ms, to_ms }) => rows.all(from_ms, to_ms)
}

type Counts = Record<TelemetryPoint['kind'], number>

/** A sample whose raw row has expired is still counted, in the minute it fell into. */
export function createCounts(db: Database): (range: Range) => Counts {
  const within = (table: string): string =>
    `(SELECT count(*) FROM name CROSS JOIN ${table} t ON t.machine = name.id AND t.at_ms >= :from_ms AND t.at_ms < :to_ms)`
  const expired = `(SELECT coalesce(sum(samples), 0) FROM name CROSS JOIN minute t ON t.machine = name.id
    AND t.minute_ms >= :from_ms AND t.minute_ms < min(:to_ms, (SELECT value FROM setting WHERE key = 'raw_floor_ms')))`
  const row = db.prepare<[Range], Counts>(`
    SELECT ${within('sample')} + ${expired} AS sample, ${within('state')} AS state, ${within('fault')} AS fault,
      (SELECT count(*) FROM session WHERE at_ms >= :from_ms AND at_ms < :to_ms) AS session`)
  return ({ from_ms, to_ms }) => row.get({ from_ms, to_ms }) as Counts
}
