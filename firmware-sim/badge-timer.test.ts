import { expect, it } from 'vitest'
import { BadgeTimer } from './badge-timer.ts'

const badge = { type: 'badge', boot: 1, seq: 2, up_ms: 0, at_ms: null, badge: 'ab' } as const
const verdict = (of: { boot: number; seq: number } | null) =>
  ({ type: 'verdict', for: of, verdict: 'granted', reason: null, session: null, relay: true, display: '' }) as const

it('times a badge to its own verdict, once', () => {
  let now_ms = 100
  const timer = new BadgeTimer(() => now_ms)
  timer.said(badge)
  now_ms = 104
  timer.heard(verdict(null))
  timer.heard(verdict({ boot: 1, seq: 9 }))
  timer.heard(verdict({ boot: 1, seq: 2 }))
  timer.heard(verdict({ boot: 1, seq: 2 }))
  expect(timer.latencies_ms).toEqual([4])
})

it('does not time a badge the station decided itself', () => {
  const timer = new BadgeTimer(() => 0)
  timer.said({ ...badge, offline: { verdict: 'granted', reason: null } })
  timer.heard(verdict({ boot: 1, seq: 2 }))
  expect(timer.latencies_ms).toEqual([])
})
