/** Empties the store and copies the whole journal into it again (`navette verify --rebuild-telemetry`). */
import type { TelemetrySource, TelemetryStore } from './ports.ts'

export type RebuildOptions = {
  name: string
  source: TelemetrySource
  store: Pick<TelemetryStore, 'clear' | 'write'>
  batch_points_max: number
  now_ms: () => number
  progress?: (done: { to_n: number; points: number }) => void
}
export type Rebuilt = { to_n: number; points: number; refused: number }

/**
 * The cursor is 0 while it runs: killed half-way, the follower of the next `serve` completes it. The way to the head is
 * counted here and not in the shared cursor, which a follower running meanwhile moves too. Rejects as the store does; run it again.
 */
export async function rebuildTelemetry(options: RebuildOptions): Promise<Rebuilt> {
  const { name, source, store } = options
  await source.advance(name, 0)
  await store.clear()
  const done: Rebuilt = { to_n: 0, points: 0, refused: 0 }
  for (;;) {
    const { points, to_n } = await source.pointsAfter(done.to_n, options.batch_points_max)
    if (to_n <= done.to_n) break
    const { refused } = points.length > 0 ? await store.write(points) : { refused: [] }
    for (const { point, error } of refused) {
      await source.deadLetter(name, { at_ms: options.now_ms(), n: point.n, line: JSON.stringify(point), error })
    }
    done.to_n = to_n
    done.points += points.length - refused.length
    done.refused += refused.length
    options.progress?.({ to_n, points: done.points })
  }
  await source.advance(name, done.to_n)
  return done
}
