import { afterEach, expect, test } from 'vitest'
import { poll } from '#test/support/poll.ts'
import { link } from '../live/connection.ts'
import { now_ms } from '../time/now.ts'
import { takeNewest } from './newest.ts'

afterEach(() => {
  link.value = 'connecting'
})

/** A page at this address. `shell`: whether its browser keeps one, and did so before this visit. */
function visit(path: string, shell: 'none' | 'first' | 'kept', served = '') {
  const page = { reloaded: 0, busy: false, idle_ms: 0, anotherWorker: () => {} }
  const registration = { active: shell === 'kept' ? ({} as ServiceWorker) : null, update: async () => ({}) as never }
  takeNewest(shell === 'none' ? null : registration, {
    use: () => ({ path, idle_ms: page.idle_ms, busy: page.busy }),
    entry: () => '/assets/main-1.js',
    served: async () => served,
    onWorker: taken => {
      page.anotherWorker = taken
    },
    reload: () => {
      page.reloaded += 1
    },
  })
  return page
}

test('a wall screen becomes the new version, on its very first visit too, and not for its own first worker', () => {
  const first = visit('/kiosk', 'first')
  first.anotherWorker()
  expect(first.reloaded).toBe(0)
  first.anotherWorker()
  expect(first.reloaded).toBe(1)

  const later = visit('/kiosk', 'kept')
  later.anotherWorker()
  expect(later.reloaded).toBe(1)
})

test('the wall waits until nobody touches it and nothing is open', () => {
  const page = visit('/', 'kept')
  page.busy = true
  page.idle_ms = 3_600_000
  page.anotherWorker()
  now_ms.value += 1_000
  expect(page.reloaded).toBe(0)
  page.busy = false
  now_ms.value += 1_000
  expect(page.reloaded).toBe(1)
})

test('without a shell the page itself is asked for, once its server is back', async () => {
  const newer = visit('/kiosk', 'none', '<script type="module" src="/assets/main-2.js"></script>')
  const same = visit('/kiosk', 'none', '<script type="module" src="/assets/main-1.js"></script>')
  const away = visit('/kiosk', 'none', '')
  link.value = 'live'
  link.value = 'lost'
  expect(newer.reloaded).toBe(0)
  link.value = 'live'
  await poll('the new page', () => newer.reloaded === 1)
  expect([same.reloaded, away.reloaded]).toEqual([0, 0])
})
