import { describe, expect, it } from 'vitest'
import type { Measures } from './entries.ts'
import { minus } from './measures.ts'
import { cutAt, intervalsOf } from './split.ts'
import { aSession, SEPTEMBER_MS } from './testing.ts'

const MINUTE_MS = 60_000
/** Fields of which the first part has more than there is. */
const leftNegative = (whole: Measures, first: Measures) =>
  Object.entries(minus(whole, first)).filter(([, amount]) => amount < 0)
const at = (minutes: number) => SEPTEMBER_MS + minutes * MINUTE_MS
const session = aSession('s')
/** Idle before it began; it ran 10 to 20 and 40 to 50 minutes into the hour. */
const changes = [
  { at_ms: at(-5), state: 'idle' as const },
  { at_ms: at(10), state: 'running' as const },
  { at_ms: at(20), state: 'idle' as const },
  { at_ms: at(40), state: 'running' as const },
  { at_ms: at(50), state: 'idle' as const },
]
const intervals = intervalsOf(changes, session.start_at_ms, session.end_at_ms ?? 0)

describe('splitting at an edge of the current', () => {
  it('lays the timeline over the session, to its ends', () => {
    expect(intervals.map(one => [one.from_at_ms, one.to_at_ms, one.state])).toEqual([
      [at(0), at(10), 'idle'],
      [at(10), at(20), 'running'],
      [at(20), at(40), 'idle'],
      [at(40), at(50), 'running'],
      [at(50), at(60), 'idle'],
    ])
  })

  it.each([
    [at(0), at(10), 0],
    [at(22), at(20), 600_000],
    [at(29), at(20), 600_000],
    [at(31), at(40), 600_000],
    [at(59), at(50), 1_200_000],
  ])('moves %d to the nearest edge, never into a cycle', (wished, edge, running_ms) => {
    const cut = cutAt(session, intervals, wished)
    expect(cut?.at_ms).toBe(edge)
    expect(cut?.first.running_ms).toBe(running_ms)
    const first = cut?.first ?? session.measures
    expect(first.session_ms).toBeGreaterThanOrEqual(first.running_ms)
    expect(leftNegative(session.measures, first)).toEqual([])
  })

  describe('by the register', () => {
    const hour = { ...aSession('s'), grade: 'measured' as const }
    /** A sample each minute, 7 s after it: twenty minutes of work before the hour, then those of the timeline, less a little. */
    const readings = Array.from({ length: 62 }, (_, i) => {
      const minute = i - 1
      const worked = Math.min(Math.max(0, minute - 10), 10) + Math.min(Math.max(0, minute - 40), 10)
      return {
        at_ms: at(minute) - (minute === 0 ? 0 : 7_000),
        running_ms: 1_200_000 + worked * 59_000,
        energy_Wh: worked * 3.5,
      }
    })

    it('gives each the work it counted, to the millisecond, and says so', () => {
      const falling = cutAt(hour, intervals, at(22), readings)
      expect(falling).toMatchObject({
        basis: 'register',
        first: { running_ms: 590_000, energy_Wh: 35, session_ms: 1_200_000 },
      })
      const rising = cutAt(hour, intervals, at(38), readings)
      expect(rising).toMatchObject({ basis: 'register', at_ms: at(40), first: { running_ms: 590_000 } })
      const first = falling?.first ?? hour.measures
      expect(leftNegative(hour.measures, first)).toEqual([])
    })

    it.each([
      ['the frames have expired', hour, []],
      ['there is no register', hour, readings.map(one => ({ ...one, running_ms: null }))],
      ['the bill is an estimate', { ...hour, grade: 'estimated' as const }, readings],
    ])('goes by the timeline where %s', (_, thing, kept) => {
      expect(cutAt(thing, intervals, at(22), kept)).toMatchObject({ basis: 'timeline', first: { running_ms: 600_000 } })
    })
  })

  it('has nowhere to cut where the current never changed', () => {
    expect(cutAt(session, intervalsOf([{ at_ms: at(-5), state: 'running' }], at(0), at(60)), at(30))).toBeNull()
  })
})
