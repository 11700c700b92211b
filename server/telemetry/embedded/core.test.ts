/** Down-sampling and retention: what may change in an answer, and what may not. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { day, everySecond, mixed, sample, T0 } from '#test/support/telemetry-points.ts'
import type { CurveBucket, Range } from '../ports.ts'
import { type EmbeddedCore, openCore } from './core.ts'
import { partsOf } from './curve.ts'
import { SETTLE_MS } from './write.ts'

const DAY_MS = 86_400_000
const directory = mkdtempSync(join(tmpdir(), 'navette-embedded-'))
afterAll(() => rmSync(directory, { recursive: true }))

let core: EmbeddedCore
let file = 0
beforeEach(() => {
  core = openCore(join(directory, `${file++}.sqlite`), { raw_days: 90, minute_days: 400, event_days: 500 })
})
afterEach(() => core.close())

/** How many steps it took. */
function maintain(now_ms: number): number {
  let steps = 1
  while (core.maintain(now_ms)) steps += 1
  return steps
}

/** Power is a sum of fractions: its last digit depends on the order of adding. */
const rounded = (buckets: CurveBucket[]): CurveBucket[] =>
  buckets.map(one => ({ ...one, power_W: one.power_W === null ? null : Number(one.power_W.toPrecision(9)) }))

const hour: Range = { from_ms: T0, to_ms: T0 + 3_600_000 }
const settled_ms = T0 + DAY_MS + SETTLE_MS

describe('down-sampling', () => {
  test('changes no answer while raw samples are kept, whatever is asked (property)', () => {
    const one = fc.record({
      at_ms: fc.integer({ min: T0, max: T0 + 7_200_000 }),
      current_mA: fc.option(fc.integer({ min: 0, max: 50_000 })),
      power_W: fc.option(fc.integer({ min: 0, max: 5_000 }).map(tenth => tenth / 10)),
    })
    const samples = fc.uniqueArray(one, { maxLength: 150, selector: ({ at_ms }) => at_ms })
    const offset = fc.integer({ min: 0, max: 7_200_000 })
    const bucket_ms = fc.oneof(fc.constantFrom(60_000, 600_000, 3_600_000), fc.integer({ min: 10_000, max: 3_000_000 }))
    fc.assert(
      fc.property(samples, samples, offset, offset, bucket_ms, (early, late, a, b, width_ms) => {
        core.clear()
        const range = { from_ms: T0 + Math.min(a, b), to_ms: T0 + Math.max(a, b) }
        const points = (all: typeof early) => all.map(fields => sample('m', fields.at_ms, fields))
        core.write(points(early), T0)
        maintain(settled_ms)
        core.write(points(late), settled_ms)
        const before = core.curve('m', range, width_ms)
        const counts = core.counts(range)
        maintain(settled_ms + SETTLE_MS)
        expect(rounded(core.curve('m', range, width_ms))).toEqual(rounded(before))
        expect(core.counts(range)).toEqual(counts)
      }),
      { numRuns: 60 },
    )
  })

  test('waits until a minute has settled', () => {
    core.write(everySecond('m', T0, 60), T0 + 60_000)
    expect(maintain(T0 + 60_000 + SETTLE_MS - 1)).toBe(1)
    core.write([sample('m', T0 + 500, { current_mA: 9_999 })], T0 + 120_000)
    maintain(T0 + 120_000 + SETTLE_MS)
    expect(core.curve('m', hour, 3_600_000)[0]?.current_mA_max).toBe(9_999)
  })

  test('is bounded: a week of 1 Hz takes many short steps', () => {
    for (let chunk = 0; chunk < 7; chunk++) core.write(everySecond('m', T0 + chunk * 8_640_000, 8_640), T0)
    expect(maintain(settled_ms)).toBeGreaterThan(2)
  })
})

describe('retention', () => {
  /** Raw samples of the day are gone from here on, minutes are not. */
  const raw_gone_ms = T0 + 92 * DAY_MS

  test('after raw samples expired, whole minutes still give the exact mean and maximum', () => {
    core.write(everySecond('m', T0, 7_200), T0)
    const before = core.curve('m', day, 600_000)
    maintain(raw_gone_ms)
    expect(rounded(core.curve('m', day, 600_000))).toEqual(rounded(before))
    expect(core.counts(day).sample).toBe(7_200)
  })

  test('single samples are minutes then, and a bucket that cuts a minute has the minutes that start in it', () => {
    core.write(everySecond('m', T0, 180), T0)
    maintain(raw_gone_ms)
    const single = core.curve('m', day, 0)
    expect(single.map(({ at_ms }) => at_ms - T0)).toEqual([0, 60_000, 120_000])
    const cut = core.curve('m', { from_ms: T0 + 30_000, to_ms: T0 + 90_000 }, 60_000)
    expect(cut).toEqual([{ ...single[1], at_ms: T0 + 30_000 }])
  })

  test('a replay into a minute whose raw samples are gone changes nothing', () => {
    const points = everySecond('m', T0, 600)
    core.write(points, T0)
    maintain(raw_gone_ms)
    const before = core.curve('m', hour, 60_000)
    // A part of it, as a follower that was killed sends it again: taken for the whole, it would replace the minute.
    core.write(points.slice(0, 10), raw_gone_ms)
    expect(core.counts(day).sample).toBe(600)
    maintain(raw_gone_ms + SETTLE_MS)
    expect(core.curve('m', hour, 60_000)).toEqual(before)
    expect(core.counts(day).sample).toBe(600)
  })

  test('a station that was offline for a quarter is still down-sampled, in several batches', () => {
    core.write([sample('other', T0 - DAY_MS)], T0)
    maintain(raw_gone_ms)
    const points = everySecond('m', T0, 600)
    core.write(points.slice(0, 290), raw_gone_ms)
    maintain(raw_gone_ms + 60_000)
    core.write(points.slice(290), raw_gone_ms + 60_000)
    expect(core.counts(day).sample).toBe(600)
    maintain(raw_gone_ms + 60_000 + SETTLE_MS)
    expect(core.counts(day).sample).toBe(600)
    expect(core.curve('m', hour, 0)).toHaveLength(10)
  })

  test('minutes, then events, expire in their turn; nothing else does', () => {
    core.write(mixed('m', T0, 600), T0)
    maintain(T0 + 402 * DAY_MS)
    expect(core.counts(day)).toEqual({ sample: 0, state: 6, session: 6, fault: 6 })
    maintain(T0 + 502 * DAY_MS)
    expect(core.counts(day)).toEqual({ sample: 0, state: 0, session: 0, fault: 0 })
  })
})

describe('partsOf', () => {
  const minute = (count: number): number => count * 60_000
  test.each([
    ['fine and kept', minute(1) + 5, minute(30) + 7, 0, false, [['raw', minute(1) + 5, minute(30) + 7]]],
    [
      'coarse and kept: edges raw',
      minute(1) + 5,
      minute(30) + 7,
      0,
      true,
      [
        ['raw', minute(1) + 5, minute(2)],
        ['minutes', minute(2), minute(30)],
        ['raw', minute(30), minute(30) + 7],
      ],
    ],
    [
      'expired: minutes that start inside',
      minute(1) + 5,
      minute(2) + 7,
      minute(90),
      false,
      [['minutes', minute(2), minute(3)]],
    ],
    [
      'across the floor',
      minute(1),
      minute(5) + 7,
      minute(3),
      false,
      [
        ['minutes', minute(1), minute(3)],
        ['raw', minute(3), minute(5) + 7],
      ],
    ],
    ['shorter than a minute, coarse', minute(1) + 5, minute(1) + 9, 0, true, [['raw', minute(1) + 5, minute(1) + 9]]],
    ['empty', minute(1), minute(1), 0, true, []],
  ])('%s', (_, from_ms, to_ms, floor_ms, coarse, expected) => {
    const parts = partsOf(from_ms, to_ms, floor_ms, coarse)
    expect(parts.map(part => [part.source, part.from_ms, part.to_ms])).toEqual(expected)
  })
})
