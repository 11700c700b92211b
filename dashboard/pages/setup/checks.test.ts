import { expect, test } from 'vitest'
import type { AlertView, MachineView, SessionSummary } from '#server/contract/api.ts'
import { emptyFloor, type Floor } from '../../live/floor.ts'
import { checksOf, nextToPair } from './checks.ts'

const SINCE_MS = Date.parse('2026-11-20T10:00:00Z')
const BEFORE = '2026-11-20T09:59:00Z'
const AFTER = '2026-11-20T10:00:05Z'
const machine = (id: string, heard: string | null, current_mA: number | null = null) =>
  ({ id, name: id, heard, current_mA }) as MachineView
const floorOf = (one: MachineView, more: Partial<Floor> = {}): Floor => ({
  ...emptyFloor(),
  machines: new Map([[one.id, one]]),
  ...more,
})
const alert = (at: string, id: string) => ({ code: 'unknown-badge', machine: id, at }) as AlertView

test.each<[name: string, floor: Floor, checks: object]>([
  ['nothing yet', floorOf(machine('m', null)), { heard: false, badge: null, current_mA: null, runs: false }],
  ['what was heard before does not count', floorOf(machine('m', BEFORE, 900)), { heard: false, current_mA: null }],
  ['heard, with the noise of a dead wire', floorOf(machine('m', AFTER, 12)), { heard: true, current_mA: 12 }],
  [
    'a card of nobody',
    floorOf(machine('m', AFTER), { alerts: [alert(BEFORE, 'm'), alert(AFTER, 'm')] }),
    { badge: 'unknown' },
  ],
  ['a card at another machine', floorOf(machine('m', AFTER), { alerts: [alert(AFTER, 'n')] }), { badge: null }],
  [
    'a session',
    floorOf(machine('m', AFTER), {
      stream: [{ kind: 'started', key: 's', at_ms: SINCE_MS + 1, machine: 'm', session: {} as SessionSummary }],
    }),
    { badge: 'known' },
  ],
  [
    'it ran, and stopped again',
    floorOf(machine('m', AFTER, 0), { sparks: new Map([['m', [{ at_ms: SINCE_MS + 5, value: 800 }]]]) }),
    { runs: true, current_mA: 0 },
  ],
])('%s', (_name, floor, checks) => {
  expect(checksOf(floor, 'm', SINCE_MS)).toMatchObject(checks)
})

test('the next machine is the first by name that was never heard', () => {
  const machines = new Map([machine('b', null), machine('a', AFTER), machine('c', null)].map(one => [one.id, one]))
  expect(nextToPair(machines, null)?.id).toBe('b')
  expect(nextToPair(machines, 'b')?.id).toBe('c')
  expect(nextToPair(new Map(), null)).toBeNull()
})
