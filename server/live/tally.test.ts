import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MachineState } from '#server/domain/metering/types.ts'
import { runningBetween } from '#server/present/state.ts'
import { addChange, type Change, nextDay, runningToday_ms, startTally, type Tally } from './tally.ts'

const DAY_MS = 1_000_000

describe('the running time of today', () => {
  it('is the running intervals, the last one until now', () => {
    const tally = startTally(DAY_MS, [
      { at_ms: DAY_MS + 100, state: 'running' },
      { at_ms: DAY_MS + 400, state: 'idle' },
      { at_ms: DAY_MS + 900, state: 'running' },
    ])
    expect(runningToday_ms(tally, DAY_MS + 1_000)).toBe(300 + 100)
  })

  it('begins at midnight for what ran before', () => {
    const tally = startTally(DAY_MS, [{ at_ms: DAY_MS - 5_000, state: 'running' }])
    expect(runningToday_ms(tally, DAY_MS + 70)).toBe(70)
  })

  it('starts anew on the next day and lets a machine run on over midnight', () => {
    const tally = nextDay(startTally(DAY_MS, [{ at_ms: DAY_MS, state: 'running' }]), 2 * DAY_MS)
    expect(runningToday_ms(tally, 2 * DAY_MS + 30)).toBe(30)
  })

  it('asks to be counted again after a change out of order', () => {
    const tally = startTally(DAY_MS, [{ at_ms: DAY_MS + 500, state: 'idle' }])
    expect(addChange(tally, { at_ms: DAY_MS + 499, state: 'running' })).toBeNull()
  })

  it('agrees with the count over the whole day', () => {
    const state = fc.constantFrom<MachineState>('off', 'idle', 'running', 'fault', 'silent')
    const steps = fc.array(fc.record({ wait_ms: fc.nat(1_000), state }), { maxLength: 40 })
    fc.assert(
      fc.property(steps, fc.nat(1_000), (given, rest_ms) => {
        let at_ms = DAY_MS - 2_000
        const changes: Change[] = given.map(({ wait_ms, state }) => {
          at_ms += wait_ms
          return { at_ms, state }
        })
        const now_ms = Math.max(at_ms, DAY_MS) + rest_ms
        let tally: Tally = startTally(DAY_MS, [])
        for (const change of changes) tally = addChange(tally, change) ?? tally
        expect(runningToday_ms(tally, now_ms)).toBe(runningBetween(changes, DAY_MS, now_ms))
      }),
    )
  })
})
