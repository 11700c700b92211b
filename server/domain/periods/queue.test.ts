import { describe, expect, it } from 'vitest'
import type { Contest, Decided } from './month.ts'
import { settlingQueue } from './queue.ts'
import { rulesOf } from './rules.ts'
import { aMonth, aRun, aSession, SEPTEMBER_MS } from './testing.ts'
import type { Thing } from './things.ts'

const RULES = rulesOf(null)
const MINUTE_MS = 60_000
const queue = (own: Thing[], more: Parameters<typeof aMonth>[0] = {}) => settlingQueue(aMonth({ own, ...more }), RULES)
const measured = (given: Partial<Thing['measures']>) => ({ ...aSession('x').measures, ...given })
const decided = (item: string, kind: 'keep' | 'waive' = 'keep'): Decided => ({
  ...{ n: 9, at_ms: 9, item, decision: { kind }, by: 'tresor', reason: 'because' },
})

describe('the settling queue', () => {
  it('leaves alone what nobody doubts', () => expect(queue([aSession('s')])).toEqual([]))

  it.each<[string, Partial<Thing>, string, number | null, boolean]>([
    ['an open session', { end_at_ms: null, end_reason: null }, 'open-session', null, true],
    ['no current', { no_current: true }, 'no-current', 3_600_000, true],
    ['a fault', { measures: measured({ fault_ms: 5 * MINUTE_MS }) }, 'fault', 5 * MINUTE_MS, true],
    ['a short fault', { measures: measured({ fault_ms: 59_999 }) }, 'fault', 59_999, false],
    ['a forgotten badge-out', { tail_ms: MINUTE_MS, end_reason: 'idle' }, 'forgotten', MINUTE_MS, true],
    ['a short tail', { tail_ms: MINUTE_MS - 1, end_reason: 'idle' }, 'forgotten', MINUTE_MS - 1, false],
    ['a gap that a register bridges', { incomplete: true }, 'incomplete', 0, false],
    ['a gap nobody vouches for', { incomplete: true, silent_ms: MINUTE_MS }, 'incomplete', MINUTE_MS, true],
    ['an unconfirmed line of the notebook', { kind: 'declared' }, 'declared', null, true],
  ])('holds %s', (_, given, kind, at_stake_ms, blocks) => {
    expect(queue([aSession('s', given)])).toMatchObject([{ kinds: [kind], at_stake_ms, blocks, small: !blocks }])
  })

  it('holds running that no session explains, and names whoever was there just before or after', () => {
    const [item] = queue([aRun(7)])
    expect(item).toMatchObject({ kinds: ['unattributed'], blocks: true, proposal: { kind: 'waive' } })
    const before = aSession('a', { end_at_ms: SEPTEMBER_MS - MINUTE_MS, start_at_ms: SEPTEMBER_MS - 9 * MINUTE_MS })
    expect(queue([before, aRun(7)])).toMatchObject([{ proposal: { kind: 'assign', member: 'awa' } }])
    const after = aSession('b', { start_at_ms: SEPTEMBER_MS + 6 * MINUTE_MS, member: 'bo' })
    expect(queue([before, aRun(7), after])).toMatchObject([{ proposal: { kind: 'waive' } }])
    const elsewhere = { ...before, machine: 'presse' }
    expect(queue([elsewhere, aRun(7)])).toMatchObject([{ proposal: { kind: 'waive' } }])
    expect(queue([aRun(7, { running_ms: MINUTE_MS - 1 })])).toMatchObject([{ small: true, blocks: false }])
  })

  it('holds two at one machine at one time, but not two machines nor a moment', () => {
    const half = { start_at_ms: SEPTEMBER_MS + 30 * MINUTE_MS, end_at_ms: SEPTEMBER_MS + 90 * MINUTE_MS }
    expect(queue([aSession('a'), aSession('b', half)])).toMatchObject([
      { kinds: ['overlap'], overlaps: ['b'], at_stake_ms: 30 * MINUTE_MS },
      { kinds: ['overlap'], overlaps: ['a'], at_stake_ms: 30 * MINUTE_MS },
    ])
    expect(queue([aSession('a'), aSession('b', { ...half, machine: 'presse' })])).toEqual([])
    const moment = { start_at_ms: SEPTEMBER_MS + 60 * MINUTE_MS - 999, end_at_ms: SEPTEMBER_MS + 90 * MINUTE_MS }
    expect(queue([aSession('a'), aSession('b', moment)])).toEqual([])
  })

  it('tells everything about one thing in one item, what weighs most first', () => {
    const one = aSession('s', { incomplete: true, tail_ms: 5 * MINUTE_MS, measures: measured({ fault_ms: 1 }) })
    expect(queue([one])).toMatchObject([{ kinds: ['fault', 'forgotten', 'incomplete'], at_stake_ms: 5 * MINUTE_MS }])
  })

  it('lets go what is decided, and takes back what was settled while open and has ended since', () => {
    const session = aSession('s', { tail_ms: 5 * MINUTE_MS })
    expect(queue([session], { decisions: [decided('s')] })).toMatchObject([{ blocks: false, decided: { n: 9 } }])
    const counted: Decided = {
      ...decided('s'),
      decision: { kind: 'as-counted', measures: session.measures, until_at_ms: 1 },
    }
    expect(queue([session], { decisions: [counted] })).toMatchObject([{ blocks: true, decided: null }])
  })

  it('waits for the answer to a contest, whatever was decided before', () => {
    const contest: Contest = { n: 5, at_ms: 5, item: 's', member: 'awa', reason: 'no', answer: null }
    const more = { contests: [contest], decisions: [decided('s')] }
    expect(queue([aSession('s')], more)).toMatchObject([{ kinds: ['contested'], blocks: true, proposal: null }])
    const answer = { n: 6, at_ms: 6, accepted: false, by: 'tresor', reason: 'seen' }
    expect(queue([aSession('s')], { contests: [{ ...contest, answer }] })).toEqual([])
    expect(queue([], { ...more, again: [aSession('s')] })).toMatchObject([{ kinds: ['contested'], blocks: true }])
  })
})
