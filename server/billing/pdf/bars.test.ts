import { describe, expect, it } from 'vitest'
import { barsOf, worthDrawing } from './bars.ts'

const days = (...hours: number[]) =>
  hours.map((running, i) => ({ date: `2026-10-${`${i + 1}`.padStart(2, '0')}`, running_ms: running * 3_600_000 }))

describe('a month at a glance', () => {
  it('gives the longest day the whole height and the others their part', () => {
    expect(barsOf(days(0, 2, 4), 30, 40).map(bar => bar.height)).toEqual([0, 20, 40])
  })
  it('stays inside its width', () => {
    const last = barsOf(days(...Array.from({ length: 31 }, () => 1)), 210, 34).at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(210)
  })
  it('is not drawn of a month without machines', () => {
    expect(worthDrawing(days(0, 0))).toBe(false)
    expect(worthDrawing([])).toBe(false)
    expect(worthDrawing(days(0, 1))).toBe(true)
  })
})
