/** What every TelemetryStore must do, whatever stands behind it. Each test uses machines of its own. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CurveBucket, Range, TelemetryPoint, TelemetryStore, UsageRow } from '#server/telemetry/ports.ts'
import { day, mixed, type SamplePoint, type SessionPoint, sample, session, T0 } from '#test/support/telemetry-points.ts'

export type StoreUnderTest = { store: TelemetryStore; dispose(): Promise<void> }

export function describeTelemetryStore(title: string, open: () => Promise<StoreUnderTest>): void {
  describe(title, () => {
    let under: StoreUnderTest
    beforeAll(async () => {
      under = await open()
    })
    afterAll(() => under?.dispose())
    const store = (): TelemetryStore => under.store

    test('a replay overwrites: 10 000 samples and their events written twice are there once', async () => {
      const points = mixed('twice', T0, 10_000)
      for (let time = 0; time < 2; time++) {
        expect(await store().write(points)).toEqual({ refused: [] })
        expect(await store().counts(day)).toEqual({ sample: 10_000, state: 100, session: 100, fault: 100 })
      }
      await store().clear()
      expect(await store().counts(day)).toEqual({ sample: 0, state: 0, session: 0, fault: 0 })
    })

    test('a replay with other values replaces them', async () => {
      await store().write([session('again', T0, { running_ms: 1 })])
      await store().write([session('again', T0, { running_ms: 2 })])
      expect(rowsOf(await store().usage(day), 'again')).toMatchObject([{ running_ms: 2, sessions: 1 }])
    })

    test('samples of one station at the very same instant are kept apart by their order', async () => {
      await store().write([0, 1, 2].map(order => sample('order', T0, { order, current_mA: order * 100 })))
      const buckets = await store().curve('order', { from_ms: T0, to_ms: T0 + 1_000 }, 1_000)
      expect(buckets).toEqual([{ at_ms: T0, current_mA: 100, current_mA_max: 200, power_W: null }])
    })

    test('two stations of one machine at the same instant are two series', async () => {
      const both = ['old', 'new'].map((station, index) => sample('swapped', T0, { station, current_mA: index * 10 }))
      await store().write(both)
      expect(await store().curve('swapped', { from_ms: T0, to_ms: T0 + 1 }, 0)).toHaveLength(2)
    })

    test('a curve says what a plain computation says (property)', async () => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(curveCase, async ({ samples, range, bucket_ms }) => {
          const machine = `curve-${run++}`
          const points = samples.map(fields => sample(machine, fields.at_ms, fields))
          expect(await store().write(points)).toEqual({ refused: [] })
          closeTo(await store().curve(machine, range, bucket_ms), naiveCurve(points, range, bucket_ms))
        }),
        { numRuns: 25 },
      )
    })

    test('nulls: a sample without a meter is a sample, and no zero', async () => {
      const without = sample('null', T0, { current_mA: null, power_W: null })
      await store().write([without, sample('null', T0 + 500, { current_mA: 300 })])
      const range = { from_ms: T0, to_ms: T0 + 2_000 }
      expect(await store().curve('null', range, 1_000)).toEqual([
        { at_ms: T0, current_mA: 300, current_mA_max: 300, power_W: null },
        { at_ms: T0 + 1_000, current_mA: null, current_mA_max: null, power_W: null },
      ])
      expect(await store().curve('null', range, 0)).toEqual([
        { at_ms: T0, current_mA: null, current_mA_max: null, power_W: null },
        { at_ms: T0 + 500, current_mA: 300, current_mA_max: 300, power_W: null },
      ])
    })

    test('a machine nobody heard of has empty buckets, and no single samples', async () => {
      const empty = { current_mA: null, current_mA_max: null, power_W: null }
      const range = { from_ms: T0, to_ms: T0 + 2_500 }
      const expected = [0, 1_000, 2_000].map(offset => ({ at_ms: T0 + offset, ...empty }))
      expect(await store().curve('nobody', range, 1_000)).toEqual(expected)
      expect(await store().curve('nobody', range, 0)).toEqual([])
    })

    test('usage sums sessions that start in the range, by machine and category (property)', async () => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(sessionFields, { maxLength: 12, selector: one => one.at_ms }), async all => {
          const machine = `usage-${run++}`
          const points = all.map(fields => session(machine, fields.at_ms, fields))
          await store().write(points)
          const range = { from_ms: T0 + 10, to_ms: T0 + 90 }
          expect(rowsOf(await store().usage(range), machine)).toEqual(naiveUsage(points, range))
        }),
        { numRuns: 15 },
      )
    })

    test('names with every character that means something somewhere come back as they went', async () => {
      const machine = `a b,c=d"e'f\\g OR 1=1; DROP MEASUREMENT "sample" --`
      const written: TelemetryPoint[] = [sample(machine, T0), session(machine, T0, { category: `c "'=, \\x` })]
      expect(await store().write(written)).toEqual({ refused: [] })
      expect(await store().curve(machine, { from_ms: T0, to_ms: T0 + 1 }, 0)).toHaveLength(1)
      expect(rowsOf(await store().usage(day), machine)).toMatchObject([{ category: `c "'=, \\x`, sessions: 1 }])
      expect(await store().curve(`x' OR "machine" =~ /.*/ OR 'a'='a`, day, 0)).toEqual([])
    })

    test('a point that can never be stored is named, the thousand around it are kept', async () => {
      const good = Array.from({ length: 1_000 }, (_, index) => sample('refused', T0 + index * 1_000))
      const bad = [
        sample('refused', T0 + 1, { running_ms: 1.5 }),
        sample('refused', T0 + 2, { running_ms: Number.POSITIVE_INFINITY }),
      ]
      const { refused } = await store().write([...good.slice(0, 500), ...bad, ...good.slice(500)])
      expect(refused.map(({ point }) => point)).toEqual(bad)
      for (const { error } of refused) expect(error).not.toBe('')
      expect(await store().curve('refused', day, 0)).toHaveLength(1_000)
    })

    test('an empty batch is accepted', async () => {
      expect(await store().write([])).toEqual({ refused: [] })
    })

    test.each([
      ['to before from', { from_ms: T0, to_ms: T0 - 1 }, 1_000],
      ['a negative bucket', day, -1],
      ['a fraction', day, 0.5],
      ['more buckets than any screen shows', { from_ms: 0, to_ms: T0 }, 1],
    ])('a curve with %s is a RangeError', async (_, range, bucket_ms) => {
      await expect(store().curve('any', range, bucket_ms)).rejects.toBeInstanceOf(RangeError)
    })

    test('it answers a ping', async () => {
      await expect(store().ping()).resolves.toBeUndefined()
    })
  })
}

const SPAN_MS = 3_700_000

const curveCase = fc.record({
  samples: fc.uniqueArray(
    fc.record({
      at_ms: fc.integer({ min: T0, max: T0 + SPAN_MS }),
      current_mA: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      power_W: fc.option(fc.float({ min: 0, max: 10_000, noNaN: true }).map(Math.abs)),
    }),
    { maxLength: 60, selector: one => one.at_ms },
  ),
  range: fc
    .tuple(fc.integer({ min: 0, max: SPAN_MS }), fc.integer({ min: 0, max: SPAN_MS }))
    .map(([a, b]): Range => ({ from_ms: T0 + Math.min(a, b), to_ms: T0 + Math.max(a, b) })),
  bucket_ms: fc.oneof(fc.constantFrom(0, 60_000, 600_000, 900_001), fc.integer({ min: 7_000, max: 2_000_000 })),
})

const sessionFields = fc.record({
  at_ms: fc.integer({ min: T0, max: T0 + 100 }),
  category: fc.option(fc.constantFrom('cooperateur', 'residente')),
  running_ms: fc.integer({ min: 0, max: 2 ** 40 }),
  worked_ms: fc.integer({ min: 0, max: 2 ** 40 }),
  session_ms: fc.integer({ min: 0, max: 2 ** 40 }),
  energy_Wh: fc.integer({ min: 0, max: 1_000_000 }),
})

function naiveCurve(points: SamplePoint[], range: Range, bucket_ms: number): CurveBucket[] {
  const inside = points.filter(({ at_ms }) => at_ms >= range.from_ms && at_ms < range.to_ms)
  if (bucket_ms === 0) {
    return inside
      .toSorted((a, b) => a.at_ms - b.at_ms)
      .map(({ at_ms, current_mA, power_W }) => ({ at_ms, current_mA, current_mA_max: current_mA, power_W }))
  }
  const buckets: CurveBucket[] = []
  for (let at_ms = range.from_ms; at_ms < range.to_ms; at_ms += bucket_ms) {
    const own = inside.filter(point => point.at_ms >= at_ms && point.at_ms < at_ms + bucket_ms)
    const currents = own.flatMap(({ current_mA }) => current_mA ?? [])
    const max_mA = currents.length === 0 ? null : Math.max(...currents)
    buckets.push({
      at_ms,
      current_mA: mean(currents),
      current_mA_max: max_mA,
      power_W: mean(own.flatMap(({ power_W }) => power_W ?? [])),
    })
  }
  return buckets
}

const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** Sums of fractions depend on their order in the last digit. */
function closeTo(actual: CurveBucket[], expected: CurveBucket[]): void {
  const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(9)))
  const all = (buckets: CurveBucket[]): CurveBucket[] =>
    buckets.map(one => ({ ...one, current_mA: rounded(one.current_mA), power_W: rounded(one.power_W) }))
  expect(all(actual)).toEqual(all(expected))
}

function naiveUsage(points: SessionPoint[], range: Range): UsageRow[] {
  const inside = points.filter(({ at_ms }) => at_ms >= range.from_ms && at_ms < range.to_ms)
  const categories = [...new Set(inside.map(({ category }) => category))].toSorted((a, b) =>
    (a ?? '').localeCompare(b ?? ''),
  )
  return categories.map(category => {
    const own = inside.filter(point => point.category === category)
    const sum = (field: 'running_ms' | 'worked_ms' | 'session_ms' | 'energy_Wh'): number =>
      own.reduce((total, point) => total + point[field], 0)
    return {
      machine: own[0]?.machine ?? '',
      category,
      running_ms: sum('running_ms'),
      worked_ms: sum('worked_ms'),
      session_ms: sum('session_ms'),
      energy_Wh: sum('energy_Wh'),
      sessions: own.length,
    }
  })
}

const rowsOf = (rows: UsageRow[], machine: string): UsageRow[] => rows.filter(row => row.machine === machine)
