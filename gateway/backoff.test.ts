import { expect, it } from 'vitest'
import { backoff_ms } from './backoff.ts'
import { REOPEN_FIRST_ms, REOPEN_MAX_ms } from './limits.ts'

it('doubles up to its limit and stays there', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 1_000].map(attempt => backoff_ms(attempt, 100, 2_000))).toEqual([
    100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000,
  ])
})

it('never keeps a serial port waiting for 3 s', () => {
  expect(backoff_ms(1_000, REOPEN_FIRST_ms, REOPEN_MAX_ms)).toBeLessThan(3_000)
})
