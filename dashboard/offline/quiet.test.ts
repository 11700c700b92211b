import { describe, expect, test } from 'vitest'
import { entryOf, mayReload } from './quiet.ts'

const HOUR_MS = 3_600_000

describe('a page becomes the new version by itself', () => {
  test('at once on a wall screen', () => {
    expect(mayReload({ path: '/kiosk', idle_ms: 0, busy: false })).toBe(true)
  })

  test('on the wall once nobody has touched it for five minutes', () => {
    expect(mayReload({ path: '/', idle_ms: 299_000, busy: false })).toBe(false)
    expect(mayReload({ path: '/', idle_ms: 300_000, busy: false })).toBe(true)
  })

  test('never under an open dialog or a field, nor where something may have been typed', () => {
    expect(mayReload({ path: '/', idle_ms: HOUR_MS, busy: true })).toBe(false)
    expect(mayReload({ path: '/machines/juki-1', idle_ms: HOUR_MS, busy: false })).toBe(false)
  })
})

test('a page tells its build by the script it begins with', () => {
  const page =
    '<link rel="icon" href="/favicon.svg"><script type="module" crossorigin src="/assets/index-B1.js"></script>'
  expect(entryOf(page)).toBe('/assets/index-B1.js')
  expect(entryOf('<h1>Le tableau de bord se prépare</h1>')).toBeNull()
})
