import { expect, test } from 'vitest'
import type { MachineState } from '#server/contract/api.ts'
import { mondayOf, spanOfWeek, weekOf } from './week.ts'

const PARIS = 'Europe/Paris'
const interval = (from: string, to: string, state: MachineState) => ({ from, to, state, session: null })

test.each([
  ['2026-11-22', '2026-11-16'],
  ['2026-11-23', '2026-11-23'],
  ['2026-03-01', '2026-02-23'],
])('%s lies in the week of Monday %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday)
})

test('a week is an hour longer where clocks go back', () => {
  const { from_ms, to_ms } = spanOfWeek('2026-10-19', PARIS)
  expect((to_ms - from_ms) / 3_600_000).toBe(7 * 24 + 1)
})

test('what runs through a midnight belongs to both days, and all days show the same hours', () => {
  const week = weekOf(
    {
      intervals: [
        interval('2026-11-15T23:00:00.000Z', '2026-11-16T07:20:00.000Z', 'silent'),
        interval('2026-11-16T07:20:00.000Z', '2026-11-16T09:00:00.000Z', 'idle'),
        interval('2026-11-16T09:00:00.000Z', '2026-11-16T09:30:00.000Z', 'running'),
        interval('2026-11-16T09:30:00.000Z', '2026-11-18T22:00:00.000Z', 'silent'),
        interval('2026-11-18T22:00:00.000Z', '2026-11-19T00:00:00.000Z', 'running'),
      ],
    },
    '2026-11-16',
    PARIS,
  )
  expect(week.days.map(({ running_ms }) => running_ms / 60_000)).toEqual([30, 0, 60, 60, 0, 0, 0])
  expect([week.from_h, week.to_h]).toEqual([0, 24])
  expect(week.totals.get('running')).toBe(150 * 60_000)
  expect(week.days[0]?.intervals.map(({ state }) => state)).toEqual(['silent', 'idle', 'running', 'silent'])
})

test('a week without a word shows whole days', () => {
  const week = weekOf({ intervals: [] }, '2026-11-16', PARIS)
  expect(week).toMatchObject({ from_h: 0, to_h: 24 })
  expect(week.marks.map(({ hour, part }) => [hour, part])).toEqual([
    [0, 0],
    [6, 0.25],
    [12, 0.5],
    [18, 0.75],
  ])
})

test('a short span is marked hour by hour, none twice', () => {
  const intervals = [interval('2026-11-22T12:20:00.000Z', '2026-11-22T13:40:00.000Z', 'idle')]
  expect(weekOf({ intervals }, '2026-11-16', PARIS).marks.map(({ hour }) => hour)).toEqual([13, 14])
})
