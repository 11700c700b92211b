/**
 * Points per second into the embedded store and into a real influxd, in one run on one machine, and what a day's curve costs.
 * `node test/bench/telemetry.ts`, or from `npm run bench` as `benchTelemetry`. Without influxd there is no ratio.
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

const DAY_CURVE_WANTED_MS = 50

type Figures = { points_per_s: number; day_curve_ms: number }

export async function benchTelemetry(): Promise<void> {
  const days = Array.from({ length: MACHINES }, (_, index) => everySecond(`m-${index}`, T0, 86_400))
  const embedded = await measureEmbedded(days)
  console.log(`${MACHINES * 86_400} samples in batches of ${POINTS_PER_BATCH}, each on disk before it is accepted`)
  print('embedded', embedded, ` (wanted ≤ ${DAY_CURVE_WANTED_MS})`)
  if (influxdPath === null) {
    console.log('influxd is not installed: no ratio')
    return
  }
  const influxd = await measureInfluxd(days)
  print('influxd', influxd)
  console.log(
    `embedded / influxd: ${(embedded.points_per_s / influxd.points_per_s).toFixed(2)} × the points per second`,
  )
}

function print(name: string, { points_per_s, day_curve_ms }: Figures, wanted = ''): void {
  const curve = `a day of 1 Hz in 500 buckets ${day_curve_ms.toFixed(1)} ms${wanted}`
  console.log(`${name}: ${points_per_s} points/s, ${curve}`)
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
  return { points_per_s, day_curve_ms: await medianCurve_ms(store) }
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
  return took_ms.toSorted((a, b) => a - b)[CURVE_REPEATS >> 1] ?? 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchTelemetry()
}
