import { describe, expect, it } from 'vitest'
import { periodRange } from '../time.ts'
import { bookedIn, nextPeriod } from './calendar.ts'
import { refusalToClose } from './close.ts'
import type { Closing } from './month.ts'
import { settlingQueue } from './queue.ts'
import { rulesOf } from './rules.ts'
import { aMonth, aRun, SEPTEMBER_MS } from './testing.ts'

const ZONE = 'Europe/Paris'
const OCTOBER_MS = periodRange('2026-09', ZONE).to_ms
const closing = (period: string): Closing => ({
  ...{ n: 1, at_ms: 1, period, by: 'tresor', edition: 1, computed_n: 1, statement_hash: '', uses_hash: '', uses: 0 },
})
const open = { closings: [], first_period: '2026-09', now_ms: OCTOBER_MS, trial_until: null }

describe('closing a month', () => {
  it.each([
    ['it is the first with any use, and over', {}, null],
    ['it is not over', { now_ms: OCTOBER_MS - 1 }, 'not-over'],
    ['an earlier month has use', { first_period: '2026-08' }, 'out-of-order'],
    ['only later months have use', { first_period: '2026-10' }, null],
    ['nothing was ever used', { first_period: null }, null],
    ['the month before is closed', { closings: [closing('2026-08')] }, null],
    ['a month between is open', { closings: [closing('2026-07')] }, 'out-of-order'],
    ['a later one is closed', { closings: [closing('2026-10')] }, 'out-of-order'],
    ['it is on trial', { trial_until: '2026-09' }, 'on-trial'],
    ['all before it was on trial', { first_period: '2026-06', trial_until: '2026-08' }, null],
    ['a month after the trial has use', { first_period: '2026-06', trial_until: '2026-07' }, 'out-of-order'],
    ['it is closed', { closings: [closing('2026-09')] }, 'already-closed'],
  ])('where %s', (_, given, kind) => {
    expect(refusalToClose(aMonth(), [], { ...open, ...given })?.kind ?? null).toBe(kind)
  })

  it('waits for decisions, and not for what is below the threshold', () => {
    const queueOf = (running_ms: number) => settlingQueue(aMonth({ own: [aRun(3, { running_ms })] }), rulesOf(null))
    expect(refusalToClose(aMonth(), queueOf(60_000), open)).toMatchObject({ kind: 'unsettled', items: [{}] })
    expect(refusalToClose(aMonth(), queueOf(59_999), open)).toBeNull()
  })
})

it.each([
  ['2026-09', '2026-10'],
  ['2026-12', '2027-01'],
])('after %s comes %s', (period, next) => expect(nextPeriod(period)).toBe(next))

it('books what belongs to a closed month in the next open one', () => {
  expect(bookedIn(SEPTEMBER_MS, [], ZONE)).toBe('2026-09')
  expect(bookedIn(SEPTEMBER_MS, [closing('2026-08')], ZONE)).toBe('2026-09')
  expect(bookedIn(SEPTEMBER_MS, [closing('2026-08'), closing('2026-09')], ZONE)).toBe('2026-10')
  expect(bookedIn(OCTOBER_MS - 1, [closing('2026-09')], ZONE)).toBe('2026-10')
})
