/** The port's questions in InfluxQL. */
import { CURVE_ROWS_MAX, curveBuckets, tooManyRows } from '../limits.ts'
import type { CurveBucket, Range, TelemetryPoint, UsageRow } from '../ports.ts'
import { type Cell, ident, ms, query, text, within } from './influxql.ts'
import type { InfluxConfig } from './target.ts'

const number = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null)

export async function curve(
  config: InfluxConfig,
  machine: string,
  range: Range,
  bucket_ms: number,
): Promise<CurveBucket[]> {
  const buckets = curveBuckets(range, bucket_ms)
  if (buckets === 0) return []
  const where = `${ident('machine')} = ${text(machine)} AND ${within(range)}`
  if (bucket_ms === 0) return singleSamples(config, where)
  // GROUP BY time() counts from 1970; the offset makes the first bucket begin at `from_ms`.
  const offset_ms = range.from_ms - Math.floor(range.from_ms / bucket_ms) * bucket_ms
  const [series] = await query(config, [
    `SELECT MEAN("current_mA"), MAX("current_mA"), MEAN("power_W") FROM "sample" WHERE ${where}
     GROUP BY time(${ms(bucket_ms)}, ${ms(offset_ms)}) FILL(null)`,
  ])
  const found = new Map((series?.[0]?.values ?? []).map(row => [row[0], row]))
  // Nothing at all in the range: no series, hence no buckets either; the port wants every bucket.
  return Array.from({ length: buckets }, (_, index) => {
    const at_ms = range.from_ms + index * bucket_ms
    const [, mean_mA, max_mA, mean_W] = found.get(at_ms) ?? []
    return { at_ms, current_mA: number(mean_mA), current_mA_max: number(max_mA), power_W: number(mean_W) }
  })
}

/** `relay` is asked for because every sample has it: a row without a current is still a sample. */
async function singleSamples(config: InfluxConfig, where: string): Promise<CurveBucket[]> {
  const [series] = await query(config, [
    `SELECT "current_mA", "power_W", "relay" FROM "sample" WHERE ${where} LIMIT ${CURVE_ROWS_MAX + 1}`,
  ])
  const rows = series?.[0]?.values ?? []
  if (rows.length > CURVE_ROWS_MAX) throw tooManyRows()
  return rows.map(([at_ms, current, power]) => ({
    at_ms: Number(at_ms),
    current_mA: number(current),
    current_mA_max: number(current),
    power_W: number(power),
  }))
}

const SUMMED = ['running_ms', 'worked_ms', 'session_ms', 'energy_Wh'] as const

export async function usage(config: InfluxConfig, range: Range): Promise<UsageRow[]> {
  const sums = SUMMED.map(field => `SUM(${ident(field)})`).join(', ')
  const [series] = await query(config, [
    `SELECT ${sums}, COUNT("session_ms") FROM "session" WHERE ${within(range)} GROUP BY "machine", "category"`,
  ])
  return (series ?? []).flatMap(({ tags, values }) =>
    values.map(([, running, worked, total, energy, sessions]) => ({
      machine: tags?.machine ?? '',
      category: tags?.category || null,
      running_ms: number(running) ?? 0,
      worked_ms: number(worked) ?? 0,
      session_ms: number(total) ?? 0,
      energy_Wh: number(energy) ?? 0,
      sessions: number(sessions) ?? 0,
    })),
  )
}

/** A field that every point of the kind has: COUNT counts values, not points. */
const ALWAYS_THERE: Record<TelemetryPoint['kind'], string> = {
  sample: 'relay',
  state: 'code',
  session: 'session_ms',
  fault: 'active',
}

export async function counts(config: InfluxConfig, range: Range): Promise<Record<TelemetryPoint['kind'], number>> {
  const kinds = Object.keys(ALWAYS_THERE) as TelemetryPoint['kind'][]
  const results = await query(
    config,
    kinds.map(kind => `SELECT COUNT(${ident(ALWAYS_THERE[kind])}) FROM ${ident(kind)} WHERE ${within(range)}`),
  )
  const count = { sample: 0, state: 0, session: 0, fault: 0 }
  for (const [index, kind] of kinds.entries()) count[kind] = number(results[index]?.[0]?.values[0]?.[1]) ?? 0
  return count
}
