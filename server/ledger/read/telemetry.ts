/**
 * What telemetry copies: everything a run of journal entries brought about, in an order and with `order` numbers that the
 * journal alone decides, so that copying again overwrites (design rule 8).
 */
import { type Kysely, sql } from 'kysely'
import type { DirectoryEntry } from '#server/domain/directory.ts'
import type { MachineState, SampleMessage } from '#server/domain/metering/types.ts'
import type { Schema } from '../schema.ts'
import { sessionOf } from '../session-row.ts'
import type { PointBatch, TelemetryPoint } from '../types.ts'

type Span = { after_n: number; to_n: number }

/** At most `limit` journal entries, whole ones; `to_n` is the new cursor. */
export async function pointsAfter(db: Kysely<Schema>, cursor_n: number, limit: number): Promise<PointBatch> {
  const { head_n } = await db
    .selectFrom('journal')
    .select(of => of.fn.coalesce(of.fn.max('n'), sql.lit(0)).as('head_n'))
    .executeTakeFirstOrThrow()
  const to_n = Math.max(cursor_n, Math.min(cursor_n + limit, head_n))
  const span = { after_n: cursor_n, to_n }
  const points = [
    ...(await samples(db, span)),
    ...(await states(db, span)),
    ...(await sessions(db, span)),
    ...(await faults(db, span)),
  ]
  // Stable: within one entry the kinds keep the order above, and their rows that of the fold's effects.
  return { points: points.sort((a, b) => a.n - b.n), to_n }
}

async function samples(db: Kysely<Schema>, { after_n, to_n }: Span): Promise<TelemetryPoint[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['n', 'station', 'at_ms', 'at_order', 'payload'])
    .where('n', '>', after_n)
    .where('n', '<=', to_n)
    .where('type', '=', 'sample')
    .where('disposition', '=', 'folded')
    // Expired: copied long ago, and gone for a rebuild.
    .where('payload', '<>', '')
    .orderBy('n')
    .execute()
  const machineAt = await machineHistory(db, to_n)
  const points: TelemetryPoint[] = []
  for (const { n, station, at_ms, at_order, payload } of rows) {
    const machine = station === null ? null : machineAt(station, n)
    // A gateway's own id counts as a station (contract §1), but no machine stands behind it.
    if (station === null || machine === null || at_ms === null) continue
    const { current_mA, relay, power_W, energy_Wh, running_ms } = JSON.parse(payload) as SampleMessage
    points.push({
      ...{ kind: 'sample', n, machine, station, at_ms, order: at_order, current_mA, relay },
      ...{ power_W: power_W ?? null, energy_Wh: energy_Wh ?? null, running_ms: running_ms ?? null },
    })
  }
  return points
}

type Move = { n: number; machine: string }
/** Of each station, oldest first, as of entry `until_n`. */
type Moves = { until_n: number; stations: Map<string, Move[]> }
/** Batch after batch asks, and the journal is only ever added to. */
const moves_known = new WeakMap<Kysely<Schema>, Moves>()

/** Which machine a station controlled when an entry was made: a station may be moved, its old samples may not. */
async function machineHistory(
  db: Kysely<Schema>,
  until_n: number,
): Promise<(station: string, n: number) => string | null> {
  const known: Moves = moves_known.get(db) ?? { until_n: 0, stations: new Map() }
  const moves = until_n <= known.until_n ? known : await movesUntil(db, until_n, known)
  moves_known.set(db, moves)
  return (station, n) => moves.stations.get(station)?.findLast(move => move.n < n)?.machine ?? null
}

/** By the index of what is no message: in the order of `n` alone SQLite would go through all that stations ever said. */
async function movesUntil(db: Kysely<Schema>, until_n: number, known: Moves): Promise<Moves> {
  const { rows } = await sql<{ n: number; payload: string }>`
    SELECT n, payload FROM journal INDEXED BY journal_other
    WHERE kind <> 'up' AND station IS NULL AND n > ${known.until_n} AND n <= ${until_n}
      AND kind = 'directory' AND type = 'station-added' ORDER BY n`.execute(db)
  const stations = new Map(known.stations)
  for (const { n, payload } of rows) {
    const { station, machine } = JSON.parse(payload) as Extract<DirectoryEntry, { type: 'station-added' }>
    stations.set(station, [...(stations.get(station) ?? []), { n, machine }])
  }
  return { until_n, stations }
}

async function states(db: Kysely<Schema>, { after_n, to_n }: Span): Promise<TelemetryPoint[]> {
  const { rows } = await sql<{ n: number; machine: string; at_ms: number; state: MachineState; order: number }>`
    SELECT n, machine, at_ms, state,
      (SELECT count(*) FROM state_change e WHERE e.machine = s.machine AND e.at_ms = s.at_ms AND e.id < s.id) AS "order"
    FROM state_change s WHERE n > ${after_n} AND n <= ${to_n} ORDER BY n, id`.execute(db)
  return rows.map(row => ({ kind: 'state', ...row }))
}

/** A session is copied once, when it has ended, and placed at its start: that is the month it belongs to. */
async function sessions(db: Kysely<Schema>, { after_n, to_n }: Span): Promise<TelemetryPoint[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('ended_n', '>', after_n)
    .where('ended_n', '<=', to_n)
    .orderBy('ended_n')
    .orderBy('id')
    .execute()
  return rows.map(row => {
    const { machine, category, start_at_ms, ...s } = sessionOf(row)
    const { running_ms, worked_ms, session_ms, idle_ms, silent_ms, fault_ms, energy_Wh, grade } = s
    return {
      ...{ kind: 'session', n: row.ended_n as number, machine, category },
      ...{ at_ms: start_at_ms, session: s.id, running_ms, worked_ms, session_ms, idle_ms, silent_ms, fault_ms },
      ...{ energy_Wh, grade },
    }
  })
}

type FaultEvent = { n: number; machine: string; code: string; at_ms: number; active: 0 | 1; order: number }

/** Each fault is two events, its beginning and its end; `order` counts the machine's earlier ones at the same instant. */
async function faults(db: Kysely<Schema>, { after_n, to_n }: Span): Promise<TelemetryPoint[]> {
  const { rows } = await sql<FaultEvent>`
    WITH touched AS (
      SELECT DISTINCT machine FROM fault
      WHERE (n > ${after_n} AND n <= ${to_n}) OR (cleared_n > ${after_n} AND cleared_n <= ${to_n})
    ), event AS (
      SELECT n, id, machine, code, from_at_ms AS at_ms, 1 AS active FROM fault
        WHERE machine IN (SELECT machine FROM touched)
      UNION ALL SELECT cleared_n, id, machine, code, to_at_ms, 0 FROM fault
        WHERE machine IN (SELECT machine FROM touched) AND cleared_n IS NOT NULL
    ), numbered AS (
      SELECT *, row_number() OVER (PARTITION BY machine, at_ms ORDER BY n, active, id) - 1 AS "order" FROM event
    )
    SELECT n, machine, code, at_ms, active, "order" FROM numbered
    WHERE n > ${after_n} AND n <= ${to_n} ORDER BY n, active, id`.execute(db)
  return rows.map(({ active, ...row }) => ({ kind: 'fault', ...row, active: active === 1 }))
}
