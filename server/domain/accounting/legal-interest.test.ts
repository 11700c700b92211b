import { expect, it } from 'vitest'
import { halfYearOf, leastPenalty_bp, legalInterestOn } from './legal-interest.ts'

const least = (date: string, written: Parameters<typeof legalInterestOn>[1] = null): number | null => {
  const known = legalInterestOn(date, written)
  return known === null ? null : leastPenalty_bp(known)
}

it.each([
  ['2024-12-31', null],
  // 3 × 3,71, 3 × 2,76 and 3 × 2,62 %
  ['2025-06-30', 1_113],
  ['2025-07-01', 828],
  // nobody has told the program of the next half-year: the last one known is held up
  ['2026-11-22', 786],
])('on %s', (date, expected) => expect(least(date)).toBe(expected))

it('by what a treasurer wrote, from its half-year on and until the program knows a later one', () => {
  const written = { from: '2026-07-01', percent: 3.07 }
  expect(least('2026-06-30', written)).toBe(786)
  expect(least('2026-11-22', written)).toBe(921)
  expect(least('2027-02-01', written)).toBe(921)
  expect(least('2025-08-01', { from: '2025-02-10', percent: 9 })).toBe(828)
  expect(legalInterestOn('2026-03-01', { from: '2026-01-01', percent: 2.7 })?.percent).toBe(2.7)
})

it('a half-year begins in January or in July', () => {
  expect([halfYearOf('2026-06-30'), halfYearOf('2026-07-01')]).toEqual(['2026-01-01', '2026-07-01'])
})
