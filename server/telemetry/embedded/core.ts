/** The store itself, synchronous as SQLite is. It runs in a thread of its own (worker.ts); tests may hold it directly. */
import BetterSqlite3 from 'better-sqlite3'
import type { CurveBucket, Range, TelemetryPoint, UsageRow } from '../ports.ts'
import { createCurve } from './curve.ts'
import { createMaintenance, type Retention } from './maintain.ts'
import { createNames } from './names.ts'
import { POINT_TABLES, prepareFile } from './schema.ts'
import { createCounts, createUsage } from './totals.ts'
import { createWriter, type Refused } from './write.ts'

export type EmbeddedCore = {
  write(points: TelemetryPoint[], now_ms: number): Refused[]
  curve(machine: string, range: Range, bucket_ms: number): CurveBucket[]
  usage(range: Range): UsageRow[]
  counts(range: Range): Record<TelemetryPoint['kind'], number>
  /** one bounded step of down-sampling and retention; true when there is more to do */
  maintain(now_ms: number): boolean
  clear(): void
  ping(): void
  close(): void
}

export function openCore(file: string, retention: Retention): EmbeddedCore {
  const db = new BetterSqlite3(file)
  prepareFile(db)
  const names = createNames(db)
  const clear = db.transaction(() => {
    for (const table of POINT_TABLES) db.exec(`DELETE FROM ${table}`)
    db.exec("UPDATE setting SET value = 0 WHERE key = 'raw_floor_ms'")
  })
  return {
    write: createWriter(db, names),
    curve: createCurve(db, names),
    usage: createUsage(db),
    counts: createCounts(db),
    maintain: createMaintenance(db, retention),
    clear: () => clear.immediate(),
    ping: () => void db.prepare('SELECT 1').get(),
    close: () => void db.close(),
  }
}
