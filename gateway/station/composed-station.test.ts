import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SAID_RETRY_ms } from '../limits.ts'
import { ComposedStation } from './composed-station.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => vi.useRealTimers())

it('goes on while the disk refuses what the next boot must know, and writes it as soon as it can', async () => {
  const remembered: object[] = []
  let full = true
  const station = new ComposedStation({
    config: { id: 'a', meter: { driver: 'sdm120', bus: '/dev/none', address: 1 } },
    ...{ badge_key: '5a'.repeat(32), kept: () => [], mayAsk: () => false, log: pino({ level: 'silent' }) },
    outbox: { append: async () => ({ kind: 'kept', id: 1 }) },
    memory: {
      powerUp: () => ({ boot: 1, session_open: false, locked: false, closed: false }),
      remember: (_station, what) => {
        if (full) throw new Error('database or disk is full')
        remembered.push(what)
      },
    },
  })
  station.start()
  station.send('command', { id: 'c1', op: 'lockout', boot: 1, expires_up_ms: 60_000 })
  expect(remembered).toEqual([])
  full = false
  await vi.advanceTimersByTimeAsync(SAID_RETRY_ms)
  expect(remembered).toEqual([{ kind: 'remember', session_open: false, closed: false, locked: true }])
  await vi.advanceTimersByTimeAsync(10 * SAID_RETRY_ms)
  expect(remembered).toHaveLength(1)
  await station.stop()
})
