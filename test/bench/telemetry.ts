/**
 * Points per second into the embedded store and into a real influxd, in one run on one machine, and what a day's curve costs.
 * `node test/bench/telemetry.ts`; a last line of JSON. Without influxd its column is null.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openTelemetry } from '#server/telemetry/open.ts'
import type { TelemetryStore } from '#server/telemetry/ports.ts'
import { influxdPath, startInfluxd } from '#test/support/influxd.ts'
import { day, everySecond, type SamplePoint, T0 } from '#test/support/telemetry-points.ts'

const MACHINES = 5
const POINTS_PER_BATCH = 1_000
const DAY_BUCKET_MS = 172_800 // 500 buckets
const CURVE_REPEATS = 15

type Figures = { points_per_s: number; day_500_buckets_ms: number }
export type TelemetryBench = {
  points: number
  embedded: Figures
  influxd: Figures | null
  embedded_to_influxd: number | null
}

export async function benchTelemetry(): Promise<TelemetryBench> {
  const days = Array.from({ length: MACHINES }, (_, index) => everySecond(`m-${index}`, T0, 86_400))
  const embedded = await measureEmbedded(days)
  const influxd = influxdPath === null ? null : await measureInfluxd(days)
  const ratio = influxd === null ? null : embedded.points_per_s / influxd.points_per_s
  return { points: MACHINES * 86_400, embedded, influxd, embedded_to_influxd: ratio }
}

async function measureEmbedded(days: SamplePoint[][]): Promise<Figures> {
  const directory = mkdtempSync(join(tmpdir(), 'navette-bench-'))
  const store = await openTelemetry({ kind: 'embedded', file: join(directory, 'telemetry.sqlite') })
  const figures = await measure(store, days)
  await store.close()
  rmSync(directory, { recursive: true })
  return figures
}

async function measureInfluxd(days: SamplePoint[][]): Promise<Figures> {
  const server = await startInfluxd()
  const config = { url: server.url, token: null, org: null, bucket: 'bench', version: 1 } as const
  const store = await openTelemetry({ kind: 'influx', ...config })
  const figures = await measure(store, days)
  await server.stop()
  return figures
}

/** Batches as the follower sends them: every machine a part of each. */
async function measure(store: TelemetryStore, days: SamplePoint[][]): Promise<Figures> {
  const per_machine = POINTS_PER_BATCH / days.length
  const start_ms = performance.now()
  for (let from = 0; from < 86_400; from += per_machine) {
    await store.write(days.flatMap(points => points.slice(from, from + per_machine)))
  }
  const points_per_s = Math.round((days.length * 86_400 * 1_000) / (performance.now() - start_ms))
  return { points_per_s, day_500_buckets_ms: await medianCurve_ms(store) }
}

async function medianCurve_ms(store: TelemetryStore): Promise<number> {
  const took_ms: number[] = []
  for (let time = 0; time < CURVE_REPEATS; time++) {
    const start_ms = performance.now()
    const buckets = await store.curve('m-2', day, DAY_BUCKET_MS)
    took_ms.push(performance.now() - start_ms)
    if (buckets.length !== 500 || buckets.some(({ current_mA }) => current_mA === null))
      throw new Error('a wrong curve')
  }
  return Number((took_ms.toSorted((a, b) => a - b)[CURVE_REPEATS >> 1] ?? 0).toFixed(1))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await benchTelemetry()))
}
