import { describe, expect, it } from 'vitest'
import { initialState, viewOf } from '#server/domain/metering/station.ts'
import type { MachineState } from '#server/domain/metering/types.ts'
import { knownUntil_ms, lastHeard_ms, runningBetween, shownState, silentAfter_ms } from './state.ts'

const view = (state: MachineState) => ({ state, since_at_ms: 100, current_mA: 900, power_W: null, relay: true })

describe('silence (contract §3: 3 × sample_ms, at least 5 s)', () => {
  it.each([
    [100, 5_000],
    [1_000, 5_000],
    [1_667, 5_001],
    [30_000, 90_000],
  ])('of a machine that samples every %i ms begins after %i ms', (sample_ms, after_ms) => {
    expect(silentAfter_ms(sample_ms)).toBe(after_ms)
    const at = (now_ms: number) => shownState(view('running'), 10_000, sample_ms, now_ms)
    expect(at(10_000 + after_ms - 1)).toEqual({ state: 'running', since_at_ms: 100 })
    expect(at(10_000 + after_ms)).toEqual({ state: 'silent', since_at_ms: 10_000 + after_ms })
  })

  it('is not that of a machine that is off', () => {
    expect(shownState(view('off'), 0, 1_000, 1e9).state).toBe('off')
  })

  it('is what is shown until the first message after a restart', () => {
    expect(shownState(view('idle'), null, 1_000, 0).state).toBe('silent')
  })

  it('and begins with its last word from before it', () => {
    const before = { ...view('running'), told_at_ms: 700 }
    expect(shownState(before, null, 1_000, 10_000)).toEqual({ state: 'silent', since_at_ms: 700 })
    expect(lastHeard_ms(before, null, 10_000)).toBe(700)
    expect(lastHeard_ms(before, 900, 10_000)).toBe(900)
    // A station's clock may be minutes ahead of ours
    expect(lastHeard_ms({ ...before, told_at_ms: 250_000 }, null, 10_000)).toBe(10_000)
  })

  it('of a machine that never said a word has no beginning, least of all in 1970', () => {
    const never = viewOf(initialState('s1', 'juki-1'))
    expect(shownState(never, null, 1_000, 10_000)).toEqual({ state: 'silent', since_at_ms: null })
    expect(lastHeard_ms(never, null, 10_000)).toBeNull()
  })
})

describe('what was last told is known to hold', () => {
  const NOW_MS = 100_000
  it.each([
    ['until now while messages come', 'running', NOW_MS - 4_999, NOW_MS],
    ['until the silence of whoever ran, and no longer', 'running', 10_000, 15_000],
    ['until the silence of whoever stood', 'idle', 10_000, 15_000],
    ['of what is off, which need not speak', 'off', 10_000, NOW_MS],
    ['of a silence that was told', 'silent', 10_000, NOW_MS],
    ['from no later than its last change, after a restart', 'running', null, 100],
  ] as const)('%s', (_what, state, heard_at_ms, known_ms) => {
    expect(knownUntil_ms(view(state), heard_at_ms, 1_000, NOW_MS)).toBe(known_ms)
  })
})

describe('running time', () => {
  it.each([
    ['nothing before the first change', [{ at_ms: 50, state: 'running' }], 50],
    ['what ran before, from the start only', [{ at_ms: -50, state: 'running' }], 100],
    [
      'the intervals',
      [
        { at_ms: 10, state: 'running' },
        { at_ms: 30, state: 'idle' },
        { at_ms: 90, state: 'running' },
      ],
      30,
    ],
    ['nothing of a fault', [{ at_ms: 10, state: 'fault' }], 0],
    ['nothing that lies ahead', [{ at_ms: 500, state: 'running' }], 0],
  ] as const)('counts %s', (_what, changes, running_ms) => {
    expect(runningBetween(changes, 0, 100)).toBe(running_ms)
  })
})
