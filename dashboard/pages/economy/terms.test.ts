import { expect, it } from 'vitest'
import { holdsIn } from './terms.ts'

it('a price asks to be changed only in months in which it holds, its first and last day among them', () => {
  const ended = { valid_from: '2026-01-15', valid_until: '2026-09-30' }
  expect(holdsIn(ended, '2026-10', '2026-10')).toBe(false)
  expect(holdsIn(ended, '2026-09', '2026-10')).toBe(true)
  expect(holdsIn(ended, '2025-11', '2025-12')).toBe(false)
  expect(holdsIn(ended, '2025-11', '2026-01')).toBe(true)
  expect(holdsIn({ valid_from: '2026-11-01' }, '2026-10', '2026-10')).toBe(false)
  expect(holdsIn({ valid_until: '2026-10' }, '2026-10', '2026-11')).toBe(true)
  expect(holdsIn({ valid_from: null, valid_until: null }, '2020-01', '2020-01')).toBe(true)
})
