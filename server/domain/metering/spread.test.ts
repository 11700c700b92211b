import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hoursOf, partOf } from './spread.ts'

const at = (text: string): number => Date.parse(text)
const spread = (from: string, to: string, total: number, zone = 'Europe/Paris') =>
  hoursOf({ from_ms: at(from), to_ms: at(to) }, zone).map(part => [part.weekday, part.hour, partOf(total, part)])

test.each<[name: string, from: string, to: string, total: number, expected: number[][]]>([
  ['within an hour', '2026-11-02T08:10:00Z', '2026-11-02T08:50:00Z', 2_400, [[1, 9, 2_400]]],
  [
    'over three hours, in proportion',
    '2026-11-02T08:30:00Z',
    '2026-11-02T10:15:00Z',
    1_050,
    [
      [1, 9, 300],
      [1, 10, 600],
      [1, 11, 150],
    ],
  ],
  [
    'past midnight into the next weekday',
    '2026-11-01T22:30:00Z',
    '2026-11-01T23:30:00Z',
    100,
    [
      [7, 23, 50],
      [1, 0, 50],
    ],
  ],
  [
    'the hour that comes twice when summer time ends counts as one',
    '2026-10-25T00:00:00Z',
    '2026-10-25T02:00:00Z',
    7_200,
    [[7, 2, 7_200]],
  ],
  ['without length', '2026-11-02T08:10:00Z', '2026-11-02T08:10:00Z', 5, [[1, 9, 5]]],
])('%s', (_name, from, to, total, expected) => {
  expect(spread(from, to, total)).toEqual(expected)
})

test('hours of the clock begin at half past in a half-hour zone', () => {
  expect(spread('2026-11-02T08:15:00Z', '2026-11-02T08:45:00Z', 10, 'Asia/Kolkata')).toEqual([
    [1, 13, 5],
    [1, 14, 5],
  ])
})

test('whatever the span, the parts are natural and add up to the total', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 3e8 }), fc.integer({ min: 0, max: 7 * 86_400_000 }))
  const total = fc.integer({ min: 0, max: 1e12 })
  fc.assert(
    fc.property(span, total, fc.constantFrom('Europe/Paris', 'UTC', 'Asia/Kathmandu'), ([start, length], sum, zone) => {
      const from_ms = at('2026-10-20T00:00:00Z') + start
      const parts = hoursOf({ from_ms, to_ms: from_ms + length }, zone).map(part => partOf(sum, part))
      expect(parts.every(part => part >= 0)).toBe(true)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(sum)
    }),
  )
})
