import { describe, expect, test } from 'vitest'
import { MemoryJournal } from '#test/support/telemetry-journal.ts'
import { everySecond, T0 } from '#test/support/telemetry-points.ts'
import type { TelemetryPoint } from './ports.ts'
import { type RebuildOptions, rebuildTelemetry } from './rebuild.ts'

class FakeStore {
  points: TelemetryPoint[] = []
  cleared = 0
  async clear(): Promise<void> {
    this.cleared += 1
    this.points = []
  }
  async write(points: TelemetryPoint[]) {
    const refused = points.filter(({ n }) => n === 13).map(point => ({ point, error: 'unlucky' }))
    this.points.push(...points.filter(({ n }) => n !== 13))
    return { refused }
  }
}

const start = (): { source: MemoryJournal; store: FakeStore; options: RebuildOptions } => {
  const source = new MemoryJournal()
  source.append(...everySecond('juki', T0, 100), null, null)
  const store = new FakeStore()
  return { source, store, options: { name: 'influx', source, store, batch_points_max: 7, now_ms: () => 42 } }
}

describe('rebuildTelemetry', () => {
  test('empties the store, copies the whole journal, and leaves the cursor at the head', async () => {
    const { source, store, options } = start()
    await source.advance('influx', 60)
    store.points = everySecond('gone', T0, 3)
    const seen: number[] = []
    const done = await rebuildTelemetry({ ...options, progress: ({ to_n }) => seen.push(to_n) })
    expect(done).toEqual({ to_n: 102, points: 99, refused: 1 })
    expect(store.points.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1).filter(n => n !== 13))
    expect(source.letters).toMatchObject([{ at_ms: 42, n: 13, error: 'unlucky' }])
    expect(await source.cursor('influx')).toBe(102)
    expect(seen.at(-1)).toBe(102)
  })

  test('the cursor is 0 before anything is dropped, and stays there when it fails half-way', async () => {
    const { source, store, options } = start()
    await source.advance('influx', 60)
    const failing = {
      clear: async () => expect(await source.cursor('influx')).toBe(0),
      write: (points: TelemetryPoint[]) =>
        points.some(({ n }) => n > 50) ? Promise.reject(new Error('down')) : store.write(points),
    }
    await expect(rebuildTelemetry({ ...options, store: failing })).rejects.toThrow('down')
    expect(await source.cursor('influx')).toBe(0)
  })

  test('a follower that moves the shared cursor meanwhile makes no hole', async () => {
    const { source, store, options } = start()
    const write = async (points: TelemetryPoint[]) => {
      await source.advance('influx', 90)
      return store.write(points)
    }
    await rebuildTelemetry({ ...options, store: { clear: () => store.clear(), write } })
    expect(store.points).toHaveLength(99)
  })
})
