/** Bounds of the telemetry room, each with its reason. */

/** More rows than this in one curve serve no screen (a day at 1 Hz has 86 400) and would only fill memory. */
export const CURVE_ROWS_MAX = 100_000

/** One request or transaction holds at most this many points: about half a megabyte of line protocol, some 30 ms of SQLite. */
export const POINTS_PER_WRITE_MAX = 5_000

/** How many rows a curve of this range has; throws a RangeError when the range is wrong or the answer would be too long. */
export function curveBuckets(range: { from_ms: number; to_ms: number }, bucket_ms: number): number {
  const { from_ms, to_ms } = range
  if (!Number.isSafeInteger(from_ms) || !Number.isSafeInteger(to_ms) || to_ms < from_ms) {
    throw new RangeError(`a curve needs whole milliseconds, from before to: ${from_ms} … ${to_ms}`)
  }
  if (!Number.isSafeInteger(bucket_ms) || bucket_ms < 0) {
    throw new RangeError(`bucket_ms must be a whole number of milliseconds, 0 or more: ${bucket_ms}`)
  }
  if (bucket_ms === 0) return CURVE_ROWS_MAX
  const buckets = Math.ceil((to_ms - from_ms) / bucket_ms)
  if (buckets > CURVE_ROWS_MAX) throw tooManyRows()
  return buckets
}

export function tooManyRows(): RangeError {
  return new RangeError(`a curve has at most ${CURVE_ROWS_MAX} rows: ask for a shorter range or wider buckets`)
}
