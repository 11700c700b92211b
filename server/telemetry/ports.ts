/** What telemetry stores, what it can be asked, and where its follower reads from. Times are Unix ms, ranges half-open. */
import type { Range, TelemetryPoint, UsageRow } from '#server/domain/records.ts'

export type { Range, TelemetryPoint, UsageRow } from '#server/domain/records.ts'

export type CurveBucket = {
  at_ms: number
  current_mA: number | null
  current_mA_max: number | null
  power_W: number | null
}
/** One port, two adapters (embedded SQLite, InfluxDB), one contract suite. */
export interface TelemetryStore {
  /** Resolves when the store has accepted every point. `refused` names points it will never accept (the bad lines of a 400). Rejects when it should be tried again (down, 401, 5xx). */
  write(points: TelemetryPoint[]): Promise<{ refused: { point: TelemetryPoint; error: string }[] }>
  /** Samples of a machine in equal buckets; `bucket_ms` 0: single samples. */
  curve(machine: string, range: Range, bucket_ms: number): Promise<CurveBucket[]>
  /** Sum over sessions that start in the range, per machine and member category. */
  usage(range: Range): Promise<UsageRow[]>
  /** How many points of each kind lie in the range. */
  counts(range: Range): Promise<Record<TelemetryPoint['kind'], number>>
  /** Drop everything, before a rebuild. */
  clear(): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}

/** The ledger's side: what happened after `cursor_n`, oldest first, in whole journal entries; `to_n` is the new cursor. */
export interface TelemetrySource {
  pointsAfter(cursor_n: number, limit: number): Promise<{ points: TelemetryPoint[]; to_n: number }>
  cursor(follower: string): Promise<number>
  advance(follower: string, to_n: number): Promise<void>
  deadLetter(follower: string, entry: { at_ms: number; n: number; line: string; error: string }): Promise<void>
}
