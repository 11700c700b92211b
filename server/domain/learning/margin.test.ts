import { describe, expect, it } from 'vitest'
import { marginOf } from './margin.ts'
import type { Window } from './windows.ts'

const LEVELS = { idle_mA: 0, run_mA: 1_000 }
/** Full work reads 1 whole second; `read` is what a last window of a stretch reads of its second. */
const SQUARE = (share: number): number => 1_000 * Math.sqrt(share)

/** Stretches of `seconds` shown as work, then as long idle; the last second of each is read as `reads` says. */
function lesson(seconds: number, reads: readonly number[]): Window[] {
  const windows: Window[] = []
  const say = (current_mA: number, work: boolean, interval: number) => {
    const from_ms = windows.length * 1_000
    const pure = work ? ('work' as const) : ('idle' as const)
    windows.push({ from_ms, to_ms: from_ms + 1_000, current_mA, work_share: work ? 1 : 0, pure, interval })
  }
  for (const [i, read] of reads.entries()) {
    for (let s = 0; s < seconds; s++) say(s + 1 < seconds ? 1_000 : SQUARE(read), true, 2 * i)
    for (let s = 0; s < seconds; s++) say(0, false, 2 * i + 1)
  }
  return windows
}

describe('what chance alone may make of a lesson', () => {
  it('is the scatter of its stretches, by hand', () => {
    // Four of ten seconds, read as 9.5, 10, 9.5 and 10 s: ratio 39 / 40, so that each is 0.25 s off it. Their scatter is
    // √(4 · 0.25² / 3) = 0.28868 s, 2.8868 % of ten seconds; with t(3 degrees, 99 %) = 5.841, / √4: 8.43 %.
    const { margin, more_stretches, more_ms } = marginOf(lesson(10, [0.5, 1, 0.5, 1]), LEVELS)
    expect(margin).toBeCloseTo((5.841 * 0.028868) / 2, 4)
    // 11 stretches: 3.169 · 2.8868 % / √11 = 2.758 %; 10: 3.250 · 2.8868 % / √10 = 2.967 %; 9: 3.355 · 2.8868 % / 3 = 3.228 %
    expect(more_stretches).toBe(6)
    expect(more_ms).toBe(6 * 20_000)
  })

  it('asks for nothing more where all stretches read alike', () => {
    expect(marginOf(lesson(10, [1, 1, 1]), LEVELS)).toEqual({ margin: 0, more_stretches: 0, more_ms: 0 })
  })

  it('says nothing of one stretch but that a second is wanted', () => {
    expect(marginOf(lesson(10, [1]), LEVELS)).toEqual({ margin: null, more_stretches: 1, more_ms: 20_000 })
    expect(marginOf([], LEVELS)).toEqual({ margin: null, more_stretches: 1, more_ms: 0 })
  })

  it('takes each pulse of a heater for a stretch, though all was shown as one work', () => {
    const pulses = lesson(10, [0.5, 1, 0.5, 1]).map(window => ({
      ...window,
      ...{ work_share: 1, pure: 'work' as const, interval: 0 },
    }))
    expect(marginOf(pulses, LEVELS).margin).toBeCloseTo((5.841 * 0.028868) / 2, 4)
  })
})
