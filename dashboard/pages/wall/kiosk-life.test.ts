import { expect, test } from 'vitest'
import { driftAt, entryOf } from './kiosk-life.ts'

test('a wall screen never stands still for a quarter of an hour, and never wanders off', () => {
  for (let minute = 0; minute < 7 * 24 * 60; minute += 15) {
    const [now, later] = [driftAt(minute * 60_000), driftAt((minute + 15) * 60_000)]
    expect(later).not.toEqual(now)
    expect(Math.max(Math.abs(now.x), Math.abs(now.y))).toBeLessThanOrEqual(3)
  }
})

test('a page tells its build by the script it begins with', () => {
  const page =
    '<link rel="icon" href="/favicon.svg"><script type="module" crossorigin src="/assets/index-B1.js"></script>'
  expect(entryOf(page)).toBe('/assets/index-B1.js')
  expect(entryOf('<h1>Le tableau de bord se prépare</h1>')).toBeNull()
})
