import { describe, expect, it } from 'vitest'
import { detect } from './detect.ts'
import { QUIET } from './state.ts'
import { SERVO } from './testing.ts'
import type { Profile } from './types.ts'

/** One reading a second; gives [second, running, dated at] of each change. */
function changes(readings_mA: (number | null)[], profile: Profile | undefined): [number, boolean, number][] {
  const seen: [number, boolean, number][] = []
  let state = QUIET
  readings_mA.forEach((current_mA, second) => {
    const { after, changed_up_ms } = detect(state, second * 1_000, current_mA, profile)
    if (after.running !== state.running) seen.push([second, after.running, changed_up_ms / 1_000])
    state = after
  })
  return seen
}

describe('running from thresholds (contract §3)', () => {
  it.each<[string, (number | null)[], Partial<Profile>, [number, boolean, number][]]>([
    ['on at the threshold, dated there', [90, 600], {}, [[1, true, 1]]],
    ['not below it', [599, 599], {}, []],
    ['only after min_on_ms, dated at the first', [700, 700, 700], { min_on_ms: 2_000 }, [[2, true, 0]]],
    ['a dip begins min_on_ms anew', [700, 599, 700, 700], { min_on_ms: 2_000 }, []],
    ['a dip above run_off keeps it running', [700, 460, 450, 700], {}, [[0, true, 0]]],
    [
      'off after hold_ms, dated at the first below',
      [700, 90, 90, 90, 90],
      {},
      [
        [0, true, 0],
        [4, false, 1],
      ],
    ],
    ['a pause under hold_ms is no end', [700, 90, 90, 700, 90, 90], {}, [[0, true, 0]]],
    [
      'without hold off at once',
      [700, 449],
      { hold_ms: 0 },
      [
        [0, true, 0],
        [1, false, 1],
      ],
    ],
    [
      'a dead meter holds what was (contract §1, Safety), and begins nothing',
      [null, 700, null, null, 90, 90, 90, 90],
      {},
      [
        [1, true, 1],
        [7, false, 4],
      ],
    ],
    ['without thresholds never', [5_000], { run_on_mA: 0 }, []],
    [
      'run_off absent: run_on serves for both',
      [700, 599],
      { run_off_mA: 0, hold_ms: 0 },
      [
        [0, true, 0],
        [1, false, 1],
      ],
    ],
  ])('%s', (_, readings_mA, profile, expected) => {
    expect(changes(readings_mA, { ...SERVO, ...profile })).toEqual(expected)
  })
})
