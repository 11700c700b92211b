import { expect, test } from 'vitest'
import { curvePath } from './curve-path.ts'

const span = { from_ms: 1_000, to_ms: 11_000 }
const size = { width: 100, height: 46 }

test('draws steps over the whole stretch, the tallest value at the top', () => {
  const points = [
    { at_ms: 0, value: 500 },
    { at_ms: 6_000, value: 1_000 },
    { at_ms: 20_000, value: 9_000 },
  ]
  expect(curvePath(points, span, size)).toBe('M0 24H0V24H50V4H100')
})

test('draws nothing of a single point', () => {
  expect(curvePath([{ at_ms: 2_000, value: 1 }], span, size)).toBeNull()
})
