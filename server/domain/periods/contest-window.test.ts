import { expect, test } from 'vitest'
import { contestUntil_ms } from './contest-window.ts'

const until = (closed: string, contest_days = 15): string =>
  new Date(contestUntil_ms(Date.parse(closed), { contest_days, zone: 'Europe/Paris' })).toISOString()

test('the day that is told is in time until its midnight', () => {
  expect(until('2026-11-03T08:00:00Z')).toBe('2026-11-18T22:59:59.999Z')
  expect(until('2026-11-02T23:00:00Z')).toBe('2026-11-18T22:59:59.999Z')
})

test('days are of the calendar, where clocks change in between too', () => {
  // 00:30 in Paris on 20 October, 15 × 24 h before 23:30 on 3 November
  expect(until('2026-10-19T22:30:00Z')).toBe('2026-11-04T22:59:59.999Z')
  // 23:30 in Paris on 20 March, 15 × 24 h before 00:30 on 5 April
  expect(until('2026-03-20T22:30:00Z')).toBe('2026-04-04T21:59:59.999Z')
})

test('no days: none after the closing', () => {
  expect(until('2026-11-03T08:00:00Z', 0)).toBe('2026-11-03T08:00:00.000Z')
})
