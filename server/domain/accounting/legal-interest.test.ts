import { expect, it } from 'vitest'
import { leastPenalty_bp } from './legal-interest.ts'

it.each([
  ['2024-12-31', null],
  // 3 × 3,71, 3 × 2,76 and 3 × 2,62 %
  ['2025-06-30', 1_113],
  ['2025-07-01', 828],
  // nobody has told the program of the next half-year: the last one known is held up
  ['2026-11-22', 786],
])('on %s', (date, expected) => expect(leastPenalty_bp(date)).toBe(expected))
