import { expect, test } from 'vitest'
import { backoff_ms } from './backoff.ts'

test.each([
  [1, 0, 250],
  [1, 0.999_999, 500],
  [2, 0, 500],
  [3, 0.999_999, 2_000],
  [7, 0, 15_000],
  [7, 0.999_999, 30_000],
  [1_000_000, 0.999_999, 30_000],
])('failure %i with random %f waits %i ms', (failures, random, wait_ms) => {
  expect(backoff_ms(failures, random)).toBe(wait_ms)
})
