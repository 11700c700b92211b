/**
 * A machine's curve from raw samples, from minutes, or from both, whichever exists and is quick. Minutes hold sums and
 * counts, not means, so that a bucket's mean is the mean of its samples and its maximum theirs, however it was read.
 */
import type { Database } from 'better-sqlite3'
import { CURVE_ROWS_MAX, curveBuckets, tooManyRows } from '../limits.ts'
import type { CurveBucket, Range } from '../ports.ts'
import type { Names } from './names.ts'
import { MINUTE_MS, minuteFrom, minuteOf, rawFloor_ms } from './schema.ts'

/** From this width on, whole minutes inside a bucket are read down-sampled: 60 times fewer rows at 1 Hz. */
const COARSE_BUCKET_MS = 10 * MINUTE_MS

type Sums = { currents: number; current_mA: number; current_mA_max: number | null; powers: number; power_W: number }
type SumsRow = [currents: number, sum_mA: number | null, max_mA: number | null, powers: number, sum_W: number | null]
type Part = { source: 'raw' | 'minutes'; from_ms: number; to_ms: number }

const RAW_SUMS = 'count(current_mA), sum(current_mA), max(current_mA), count(power_W), sum(power_W)'
const RAW = `SELECT ${RAW_SUMS} FROM sample WHERE machine = ? AND at_ms >= ? AND at_ms < ?`
const MINUTES = `SELECT sum(currents), sum(current_mA_sum), max(current_mA_max), sum(powers), sum(power_W_sum)
  FROM minute WHERE machine = ? AND minute_ms >= ? AND minute_ms < ?`
/** Minutes that wait to be down-sampled: their raw samples are the authority. */
const DUE = `SELECT ${RAW_SUMS} FROM due CROSS JOIN sample ON sample.machine = due.machine
  AND sample.at_ms >= due.minute_ms AND sample.at_ms < due.minute_ms + ${MINUTE_MS}
  WHERE due.machine = ? AND due.minute_ms >= ? AND due.minute_ms < ?`

/** Below the floor only minutes are left: a minute belongs to the bucket it starts in. */
export function partsOf(from_ms: number, to_ms: number, floor_ms: number, coarse: boolean): Part[] {
  const parts: Part[] = []
  const push = (source: Part['source'], a: number, b: number): void => {
    if (a < b) parts.push({ source, from_ms: a, to_ms: b })
  }
  push('minutes', minuteFrom(from_ms), Math.min(minuteFrom(to_ms), floor_ms))
  const raw_from_ms = Math.max(from_ms, floor_ms)
  const inner_from_ms = minuteFrom(raw_from_ms)
  const inner_to_ms = minuteOf(to_ms)
  if (!coarse || inner_from_ms >= inner_to_ms) {
    push('raw', raw_from_ms, to_ms)
    return parts
  }
  push('raw', raw_from_ms, inner_from_ms)
  push('minutes', inner_from_ms, inner_to_ms)
  push('raw', inner_to_ms, to_ms)
  return parts
}

export function createCurve(
  db: Database,
  names: Names,
): (machine: string, range: Range, bucket_ms: number) => CurveBucket[] {
  const floor_ms = rawFloor_ms(db)
  const single = singleSamples(db)
  const raw = db.prepare<[number, number, number], SumsRow>(RAW).raw()
  const minutes = db.prepare<[number, number, number], SumsRow>(MINUTES).raw()
  const due = db.prepare<[number, number, number], SumsRow>(DUE).raw()

  function sumsOf(id: number, from_ms: number, to_ms: number, floor: number, coarse: boolean): Sums {
    const sums: Sums = { currents: 0, current_mA: 0, current_mA_max: null, powers: 0, power_W: 0 }
    for (const part of partsOf(from_ms, to_ms, floor, coarse)) {
      if (part.source === 'raw') add(sums, raw.get(id, part.from_ms, part.to_ms))
      else {
        add(sums, minutes.get(id, part.from_ms, part.to_ms))
        add(sums, due.get(id, part.from_ms, part.to_ms))
      }
    }
    return sums
  }

  return (machine, range, bucket_ms) => {
    const buckets = curveBuckets(range, bucket_ms)
    const id = names.find(machine)
    const floor = floor_ms()
    if (bucket_ms === 0) return id === null ? [] : single(id, range, floor)
    return Array.from({ length: buckets }, (_, index) => {
      const at_ms = range.from_ms + index * bucket_ms
      const to_ms = Math.min(at_ms + bucket_ms, range.to_ms)
      if (id === null) return { at_ms, current_mA: null, current_mA_max: null, power_W: null }
      return bucketOf(at_ms, sumsOf(id, at_ms, to_ms, floor, bucket_ms >= COARSE_BUCKET_MS))
    })
  }
}

function add(sums: Sums, row: SumsRow | undefined): void {
  if (row === undefined) return
  const [currents, sum_mA, max_mA, powers, sum_W] = row
  sums.currents += currents ?? 0
  sums.current_mA += sum_mA ?? 0
  if (max_mA !== null) sums.current_mA_max = Math.max(sums.current_mA_max ?? max_mA, max_mA)
  sums.powers += powers ?? 0
  sums.power_W += sum_W ?? 0
}

function bucketOf(at_ms: number, sums: Sums): CurveBucket {
  return {
    at_ms,
    current_mA: sums.currents === 0 ? null : sums.current_mA / sums.currents,
    current_mA_max: sums.current_mA_max,
    power_W: sums.powers === 0 ? null : sums.power_W / sums.powers,
  }
}

/** Below the floor a minute stands for its samples. */
function singleSamples(db: Database): (id: number, range: Range, floor: number) => CurveBucket[] {
  const rows = db.prepare<[number, number, number, number, number, number, number], CurveBucket>(`
    SELECT minute_ms AS at_ms, CAST(current_mA_sum AS REAL) / currents AS current_mA, current_mA_max, power_W_sum / powers AS power_W
      FROM minute WHERE machine = ? AND minute_ms >= ? AND minute_ms < ?
    UNION ALL
    SELECT at_ms, current_mA, current_mA AS current_mA_max, power_W FROM sample WHERE machine = ? AND at_ms >= ? AND at_ms < ?
    ORDER BY at_ms LIMIT ?`)
  return (id, { from_ms, to_ms }, floor) => {
    const found = rows.all(id, from_ms, Math.min(minuteFrom(to_ms), floor), id, from_ms, to_ms, CURVE_ROWS_MAX + 1)
    if (found.length > CURVE_ROWS_MAX) throw tooManyRows()
    return found
  }
}
