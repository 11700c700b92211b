/** Down-sampling and retention, in steps short enough to stand between two writes. */
import type { Database } from 'better-sqlite3'
import { MINUTE_MS, minuteOf, rawFloor_ms } from './schema.ts'

export type Retention = { raw_days: number; minute_days: number; event_days: number }

/**
 * Raw samples for a quarter; minutes for three years, which compares seasons at some 20 MB a machine and year; states,
 * faults and sessions for ten years, as long as billing keeps its sessions (no person is named in them).
 */
export const RETENTION_DEFAULT: Retention = { raw_days: 90, minute_days: 1_096, event_days: 3_653 }

const DAY_MS = 86_400_000
const MINUTES_PER_STEP_MAX = 500
/** Raw rows go this much time at once: 600 rows a machine at 1 Hz. */
const EXPIRE_STEP_MS = 10 * MINUTE_MS

/** One bounded step; true when there is more to do at `now_ms`. */
export function createMaintenance(db: Database, retention: Retention): (now_ms: number) => boolean {
  const downSample = downSampling(db)
  const expireRaw = rawExpiry(db)
  const expireOld = oldExpiry(db)
  return db.transaction((now_ms: number): boolean => {
    if (downSample(now_ms)) return true
    if (expireRaw(minuteOf(now_ms - retention.raw_days * DAY_MS))) return true
    expireOld(now_ms - retention.minute_days * DAY_MS, now_ms - retention.event_days * DAY_MS)
    return false
  }).immediate
}

function downSampling(db: Database): (now_ms: number) => boolean {
  const floor_ms = rawFloor_ms(db)
  const select = db.prepare<[number, number], { machine: number; minute_ms: number }>(
    'SELECT machine, minute_ms FROM due WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT ?',
  )
  const roll = db.prepare<[number, number, number, number]>(`INSERT OR REPLACE INTO minute
    SELECT machine, ?, count(*), count(current_mA), sum(current_mA), min(current_mA), max(current_mA), count(power_W), sum(power_W)
    FROM sample WHERE machine = ? AND at_ms >= ? AND at_ms < ? GROUP BY machine`)
  const done = db.prepare('DELETE FROM due WHERE machine = ? AND minute_ms = ?')
  const drop = db.prepare('DELETE FROM sample WHERE machine = ? AND at_ms >= ? AND at_ms < ?')

  return now_ms => {
    const floor = floor_ms()
    const rows = select.all(now_ms, MINUTES_PER_STEP_MAX)
    for (const { machine, minute_ms } of rows) {
      roll.run(minute_ms, machine, minute_ms, minute_ms + MINUTE_MS)
      done.run(machine, minute_ms)
      if (minute_ms < floor) drop.run(machine, minute_ms, minute_ms + MINUTE_MS)
    }
    return rows.length === MINUTES_PER_STEP_MAX
  }
}

/** Raises the floor towards the cutoff; minutes that are not down-sampled yet keep their raw samples until they are. */
function rawExpiry(db: Database): (cutoff_ms: number) => boolean {
  const floor_ms = rawFloor_ms(db)
  const raise = db.prepare("UPDATE setting SET value = ? WHERE key = 'raw_floor_ms'")
  const machines = db.prepare<[], number>('SELECT id FROM name').pluck()
  const oldest = db
    .prepare<[number], number | null>(
      `SELECT min((SELECT at_ms FROM sample WHERE machine = name.id AND at_ms >= ? ORDER BY at_ms LIMIT 1)) FROM name`,
    )
    .pluck()
  const drop = db.prepare(`DELETE FROM sample WHERE machine = ? AND at_ms >= ? AND at_ms < ? AND NOT EXISTS
    (SELECT 1 FROM due WHERE due.machine = sample.machine AND due.minute_ms = sample.at_ms - sample.at_ms % ${MINUTE_MS})`)

  return cutoff_ms => {
    const floor = floor_ms()
    if (cutoff_ms <= floor) return false
    const oldest_ms = oldest.get(floor) ?? cutoff_ms
    const to_ms = Math.min(cutoff_ms, minuteOf(oldest_ms) + EXPIRE_STEP_MS)
    for (const machine of machines.all()) drop.run(machine, floor, to_ms)
    raise.run(to_ms)
    return to_ms < cutoff_ms
  }
}

/** A minute's worth at a time in daily life; after a long standstill one slow call is acceptable. */
function oldExpiry(db: Database): (minute_before_ms: number, event_before_ms: number) => void {
  const machines = db.prepare<[], number>('SELECT id FROM name').pluck()
  const minute = db.prepare('DELETE FROM minute WHERE machine = ? AND minute_ms < ?')
  const state = db.prepare('DELETE FROM state WHERE machine = ? AND at_ms < ?')
  const fault = db.prepare('DELETE FROM fault WHERE machine = ? AND at_ms < ?')
  const session = db.prepare('DELETE FROM session WHERE at_ms < ?')
  return (minute_before_ms, event_before_ms) => {
    for (const machine of machines.all()) {
      minute.run(machine, minute_before_ms)
      state.run(machine, event_before_ms)
      fault.run(machine, event_before_ms)
    }
    session.run(event_before_ms)
  }
}
