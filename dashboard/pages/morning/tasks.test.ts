import { expect, test } from 'vitest'
import type { AlertView, FaultView, MachineView } from '#server/contract/api.ts'
import { newestCard, overtaken, tasksOf } from './tasks.ts'

const NOW_ms = Date.parse('2026-11-22T08:00:00Z')
const fault = (id: number, more: Partial<FaultView> = {}) =>
  ({ id, code: 'thread', to: null, resolved: null, acknowledged: null, ...more }) as FaultView
const machine = (...faults: FaultView[]) => ({ id: 'juki-1', name: 'Piqueuse', faults }) as unknown as MachineView
const care = (task: string, due: boolean) => ({
  ...{ machine: 'juki-1', task, name: task, every_h: 8, ran_h: 9, due, soon: false, locked: due },
  ...{ every_months: null, last: null, last_by: null, noted: null, next: null },
})
const card = (id: string, at: string) => ({ id, station: 'juki-1', machine: 'juki-1', at })
const nothing = { machines: [], cards: [], care: [], expiring: [], settle: [], now_ms: NOW_ms }

test('a quiet morning has nothing', () => {
  const acknowledged = machine(
    fault(1, { acknowledged: '2026-11-22T07:00:00Z' }),
    fault(2, { to: '2026-11-22T07:00:00Z' }),
  )
  const found = {
    ...nothing,
    machines: [acknowledged],
    care: [care('huile', false)],
    settle: [{ month: '2026-10', count: 0 }],
  }
  expect(tasksOf({ ...found, cards: [card('aa', '2026-11-21T07:00:00Z')] })).toEqual([])
})

test('who waits at a reader comes first, then what stands still, then what can wait', () => {
  const tasks = tasksOf({
    ...nothing,
    machines: [machine(fault(3))],
    cards: [card('aa', '2026-11-22T07:55:00Z')],
    care: [care('huile', true)],
    expiring: [{ member: 'awa', name: 'Awa', qualification: 'piqueuse', expires: '2026-11-30' }],
    settle: [{ month: '2026-10', count: 3 }],
  })
  expect(tasks.map(({ kind }) => kind)).toEqual(['card', 'fault', 'care', 'expiring', 'settle'])
})

test('another card at a reader makes the morning ask again, another alert does not', () => {
  const alert = (id: number, code: string) => ({ id, code }) as AlertView
  expect(newestCard([])).toBe(0)
  expect(newestCard([alert(9, 'capacity'), alert(4, 'unknown-badge'), alert(7, 'unknown-badge')])).toBe(7)
})

test('what was refused is told as done meanwhile once it waits no more, and not before', () => {
  const waiting = tasksOf({ ...nothing, machines: [machine(fault(3))] })
  const tried = { key: 'fault 3', what: 'Piqueuse, fil', why: 'cette panne est déjà prise en compte' }
  expect(overtaken(null, waiting)).toBeNull()
  expect(overtaken(tried, waiting)).toBeNull()
  expect(overtaken(tried, [])).toBe(tried)
})
