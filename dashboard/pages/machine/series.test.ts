import { expect, test } from 'vitest'
import { AHEAD_MS, bucketFor, firstView, seriesOf, spliced, summaryOf } from './series.ts'

const at = (second: number) => new Date(second * 1000).toISOString()
const point = (second: number, power_W: number | null, current_mA: number | null = null) => ({
  at: at(second),
  current_mA,
  current_mA_max: current_mA,
  power_W,
})
const curve = (points: ReturnType<typeof point>[]) => ({
  machine: 'm',
  from: at(0),
  to: at(9),
  bucket_ms: 1000,
  points,
})

test('watts where any were measured, else the current', () => {
  expect(seriesOf(curve([point(1, null, 500), point(2, 40, 600)]))).toEqual({
    unit: 'W',
    at_s: [1, 2],
    value: [null, 40],
  })
  expect(seriesOf(curve([point(1, null, 500)]))).toEqual({ unit: 'mA', at_s: [1], value: [500] })
})

test('fine points replace coarse ones inside their span only, in order', () => {
  const coarse = seriesOf(curve([point(0, 1), point(4, 2), point(8, 3)]))
  const fine = seriesOf(curve([point(3, 7), point(4, 8), point(5, 9)]))
  expect(spliced(coarse, fine, { from_ms: 3000, to_ms: 6000 })).toEqual({
    unit: 'W',
    at_s: [0, 3, 4, 5, 8],
    value: [1, 7, 8, 9, 3],
  })
})

test('a finer answer in another unit is not mixed in', () => {
  const coarse = seriesOf(curve([point(0, 1)]))
  expect(spliced(coarse, seriesOf(curve([point(0, null, 5)])), { from_ms: 0, to_ms: 1 })).toBe(coarse)
})

test('holes do not count in maximum and mean; only holes say nothing', () => {
  expect(summaryOf(seriesOf(curve([point(1, 10), point(2, null), point(3, 30)])))).toEqual({ max: 30, mean: 20 })
  expect(summaryOf(seriesOf(curve([])))).toBeNull()
})

test('today is looked at from its first measure to now, a past day whole', () => {
  const hour_ms = 3_600_000
  const span = { from_ms: 0, to_ms: 24 * hour_ms }
  const series = { unit: 'W' as const, at_s: [0, 8 * 3600, 9 * 3600], value: [null, 200, 210] }
  expect(firstView(series, span, 10 * hour_ms)).toEqual({ from_ms: 8 * hour_ms, to_ms: 10 * hour_ms + AHEAD_MS })
  expect(firstView(series, span, 8 * hour_ms + 1)).toEqual({
    from_ms: 7.5 * hour_ms + 1,
    to_ms: 8 * hour_ms + 1 + AHEAD_MS,
  })
  expect(firstView(series, span, 30 * hour_ms)).toEqual(span)
  expect(firstView({ ...series, value: [null, null, null] }, span, hour_ms).from_ms).toBe(0)
})

test('single samples are asked for where a screen has room for them', () => {
  expect(bucketFor({ from_ms: 0, to_ms: 600_000 })).toBe(0)
  expect(bucketFor({ from_ms: 0, to_ms: 600_001 })).toBeUndefined()
})
