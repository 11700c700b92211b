import { expect, test } from 'vitest'
import { driftAt } from './kiosk-life.ts'

test('a wall screen never stands still for a quarter of an hour, and never wanders off', () => {
  for (let minute = 0; minute < 7 * 24 * 60; minute += 15) {
    const [now, later] = [driftAt(minute * 60_000), driftAt((minute + 15) * 60_000)]
    expect(later).not.toEqual(now)
    expect(Math.max(Math.abs(now.x), Math.abs(now.y))).toBeLessThanOrEqual(3)
  }
})
