import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LiveMachine } from '#server/contract/live.ts'
import type { LiveNamespace } from './audience.ts'
import type { Board } from './board.ts'
import { FLUSH_MS, WATCH_MS } from './limits.ts'
import { startMachineFeed } from './machine-feed.ts'

const AT_MS = Date.parse('2026-11-20T14:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ now: AT_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

/** One screen that drains at once, and one machine. */
function floor() {
  const machine = { state: 'running' as 'running' | 'idle', current_mA: 900, heard_at_ms: AT_MS }
  const board = {
    today_ms: () => AT_MS,
    loaded: () => true,
    refreshRows: () => undefined,
    names: () => new Map(),
    machines: () => ['juki-1'],
    picture: (id: string) => ({
      facts: { id, name: id, kind: 'lockstitch', sample_ms: 1_000 },
      view: { ...machine, since_at_ms: AT_MS, power_W: null, relay: true },
      ...{ session: null, heard_at_ms: machine.heard_at_ms, today_running_ms: 0, faults: [], lock: null },
    }),
  } as unknown as Board
  const conn = { writeBuffer: [], transport: { writable: true } }
  const data = { viewer: { role: 'kiosk', member: null }, joined: true, dirty: new Set(), listed: true }
  const told: LiveMachine[][] = []
  const live = {
    sockets: new Map([['screen', { id: 'screen', conn, data }]]),
    to: () => ({ emit: (_event: string, machines: LiveMachine[]) => told.push(machines) }),
  } as unknown as LiveNamespace
  return { machine, told, conn, feed: startMachineFeed(live, board, { now_ms: Date.now }) }
}

it('tells the first change after a pause at once, and gathers what follows', () => {
  const { machine, told, feed } = floor()
  feed.mark('juki-1')
  vi.advanceTimersByTime(1)
  expect(told).toHaveLength(1)
  for (machine.current_mA = 901; machine.current_mA < 920; machine.current_mA++) {
    feed.mark('juki-1')
    vi.advanceTimersByTime(1)
  }
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(FLUSH_MS)
  expect(told.map(machines => machines.map(({ current_mA }) => current_mA))).toEqual([[900], [920]])
  feed.stop()
})

it('tells a change of state once: the watchdog does not say it again', () => {
  const { machine, told, feed } = floor()
  feed.saw('juki-1', 'running')
  vi.advanceTimersByTime(FLUSH_MS)
  machine.state = 'idle'
  feed.mark('juki-1')
  vi.advanceTimersByTime(2 * WATCH_MS)
  expect(told.flat().map(({ state }) => state)).toEqual(['running', 'idle'])
  feed.stop()
})

it('tells what time alone has changed, once', () => {
  const { told, feed } = floor()
  feed.saw('juki-1', 'running')
  vi.advanceTimersByTime(20_000)
  expect(told.flat().map(({ state }) => state)).toEqual(['running', 'silent'])
  feed.stop()
})

it('keeps what a screen that does not drain has missed, and tells it as it is by then', () => {
  const { machine, told, conn, feed } = floor()
  conn.transport.writable = false
  feed.mark('juki-1')
  vi.advanceTimersByTime(10 * FLUSH_MS)
  expect(told).toEqual([])
  machine.state = 'idle'
  conn.transport.writable = true
  vi.advanceTimersByTime(FLUSH_MS)
  expect(told.flat().map(({ state }) => state)).toEqual(['idle'])
  feed.stop()
})
