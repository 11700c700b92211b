/** Points into rows. One transaction a call; a point the tables refuse is handed back, the others are kept. */
import type { Database } from 'better-sqlite3'
import type { TelemetryPoint } from '../ports.ts'
import type { Names } from './names.ts'
import { minuteOf, rawFloor_ms } from './schema.ts'

/**
 * A minute is down-sampled this long after its last sample arrived, not after its own end: a station that was offline for
 * months delivers a minute in several batches.
 */
export const SETTLE_MS = 10 * 60_000

type Sample = Extract<TelemetryPoint, { kind: 'sample' }>
type Session = Extract<TelemetryPoint, { kind: 'session' }>
export type Refused = { point: TelemetryPoint; error: string }

export function createWriter(db: Database, names: Names): (points: TelemetryPoint[], now_ms: number) => Refused[] {
  const floor_ms = rawFloor_ms(db)
  const samples = sampleWriter(db, names)
  const sessions = sessionWriter(db, names)
  const state = db.prepare('INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?)')
  const fault = db.prepare('INSERT OR REPLACE INTO fault VALUES (?, ?, ?, ?, ?)')

  function put(point: TelemetryPoint, floor: number): void {
    switch (point.kind) {
      case 'sample':
        samples.put(point, floor)
        return
      case 'state':
        state.run(names.put(point.machine), point.at_ms, point.order, point.state)
        return
      case 'fault':
        fault.run(names.put(point.machine), point.at_ms, point.code, point.order, point.active ? 1 : 0)
        return
      case 'session':
        sessions(point)
        return
    }
  }

  const all = db.transaction((points: TelemetryPoint[], now_ms: number): Refused[] => {
    const refused: Refused[] = []
    const floor = floor_ms()
    for (const point of points) {
      try {
        put(point, floor)
      } catch (error) {
        if (!isContentError(error)) throw error
        refused.push({ point, error: error.message })
      }
    }
    samples.markDue(floor, now_ms + SETTLE_MS)
    return refused
  })

  return (points, now_ms) => {
    try {
      return all.immediate(points, now_ms)
    } catch (error) {
      names.forget()
      samples.forget()
      throw error
    }
  }
}

/** A value the table cannot hold (STRICT types, NOT NULL) spoils its own row only; anything else fails the batch. */
function isContentError(error: unknown): error is Error {
  if (error instanceof TypeError || error instanceof RangeError) return true
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && code.startsWith('SQLITE_CONSTRAINT')
}

function sampleWriter(db: Database, names: Names) {
  const insert = db.prepare('INSERT OR REPLACE INTO sample VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const closed = db.prepare<[number, number]>('SELECT 1 FROM minute WHERE machine = ? AND minute_ms = ?')
  const reopen = db.prepare('DELETE FROM minute WHERE machine = ? AND minute_ms = ?')
  const due = db.prepare(`INSERT INTO due VALUES (?, ?, ?)
    ON CONFLICT (machine, minute_ms) DO UPDATE SET due_at_ms = excluded.due_at_ms`)
  const touched = new Map<number, Set<number>>()

  function put(point: Sample, floor: number): void {
    const machine = names.put(point.machine)
    const minute_ms = minuteOf(point.at_ms)
    // Its raw samples have expired and it is down-sampled: nothing can be added to it without counting something twice.
    if (minute_ms < floor && closed.get(machine, minute_ms) !== undefined) return
    insert.run(
      machine,
      point.at_ms,
      names.put(point.station),
      point.order,
      point.current_mA,
      point.relay ? 1 : 0,
      point.power_W,
      point.energy_Wh,
      point.running_ms,
    )
    const minutes = touched.get(machine) ?? new Set<number>()
    touched.set(machine, minutes.add(minute_ms))
  }

  function markDue(floor: number, due_at_ms: number): void {
    for (const [machine, minutes] of touched) {
      for (const minute_ms of minutes) {
        if (minute_ms >= floor) reopen.run(machine, minute_ms)
        due.run(machine, minute_ms, due_at_ms)
      }
    }
    touched.clear()
  }

  return { put, markDue, forget: () => touched.clear() }
}

function sessionWriter(db: Database, names: Names): (point: Session) => void {
  const insert = db.prepare('INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return point => {
    insert.run(
      point.at_ms,
      names.put(point.machine),
      point.session,
      point.category,
      point.running_ms,
      point.worked_ms,
      point.session_ms,
      point.idle_ms,
      point.silent_ms,
      point.fault_ms,
      point.energy_Wh,
      point.grade,
    )
  }
}
